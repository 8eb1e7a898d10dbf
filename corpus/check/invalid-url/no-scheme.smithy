$version: "2"

namespace example.weather

@externalDocumentation(
    "Guide": "https://weather.example/guide"
    "Homepage": "weather.example"
)
structure Forecast {}
