$version: "2"

metadata shapeClosures = [
    {
        id: "example.closures#All"
        includeNamespaces: ["example.weather"]
    }
    {
        id: "example.closures#All"
        includeBySelector: "structure"
    }
]

namespace example.weather

structure Forecast {
    city: City
}

structure City {}
