$version: "2"

namespace example.weather

@cold
structure Forecast {}
