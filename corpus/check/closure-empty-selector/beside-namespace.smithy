$version: "2"

metadata shapeClosures = [
    {
        id: "example.closures#All"
        includeNamespaces: ["example.weather"]
        includeBySelector: "[id|name = City]"
    }
]

namespace example.weather

structure Forecast {
    city: City
}

structure City {}
