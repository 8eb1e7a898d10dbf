$version: "2"

metadata shapeClosures = [
    {
        id: "example.closures#All"
        includeNamespaces: ["example.weather", "example.places"]
    }
]

namespace example.weather

structure City {}
