$version: "2"

metadata shapeClosures = [
    {
        id: "example.closures#All"
        includeNamespaces: ["example.wether"]
    }
]

namespace example.weather

structure Forecast {
    city: City
}

structure City {}
