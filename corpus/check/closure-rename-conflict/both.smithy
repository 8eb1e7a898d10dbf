$version: "2"

metadata shapeClosures = [
    {
        id: "example.closures#All"
        includeNamespaces: ["example.weather"]
        rename: {
            "example.weather#City": "Thing"
            "example.weather#Forecast": "THING"
        }
    }
]

namespace example.weather

structure Forecast {
    city: City
}

structure City {}
