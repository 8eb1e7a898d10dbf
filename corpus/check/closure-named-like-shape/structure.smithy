$version: "2"

metadata shapeClosures = [
    { id: "example.weather#City", includeNamespaces: ["example.weather"] }
]

namespace example.weather

structure Forecast {
    city: City
}

structure City {}
