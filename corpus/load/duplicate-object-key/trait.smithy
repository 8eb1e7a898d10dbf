$version: "2"

namespace example.weather

@externalDocumentation(
    "Guide": "https://example.com/guide"
    "Guide": "https://example.com/other"
)
structure Forecast {}
