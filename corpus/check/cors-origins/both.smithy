$version: "2"

namespace example.weather

@cors(origin: "https://a.example", origins: { "https://b.example": "b" })
service Weather {}
