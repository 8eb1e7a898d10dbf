$version: "2"

metadata shapeClosures = [
    { id: "example.closures#All" }
]

namespace example.weather

structure Forecast {
    city: City
}

structure City {}
