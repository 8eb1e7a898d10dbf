$version: "2"

metadata shapeClosures = [
    {
        id: "example.closures#Cities"
        includeBySelector: "[id|name = City]"
        rename: { "example.weather#Forecast": "Outlook" }
    }
]

namespace example.weather

structure Forecast {
    city: City
}

structure City {}
