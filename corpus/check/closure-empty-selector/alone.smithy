$version: "2"

metadata shapeClosures = [
    {
        id: "example.closures#Errors"
        includeBySelector: "structure [trait|error]"
    }
]

namespace example.weather

structure Forecast {
    city: City
}

structure City {}
