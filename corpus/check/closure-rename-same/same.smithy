$version: "2"

metadata shapeClosures = [
    {
        id: "example.closures#All"
        includeNamespaces: ["example.weather"]
        rename: { "example.weather#City": "City" }
    }
]

namespace example.weather

structure Forecast {
    city: City
}

structure City {}
