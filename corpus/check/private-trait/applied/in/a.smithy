$version: "2"

namespace example.weather

@example.places#coastal
structure Forecast {}
