$version: "2"

namespace example.weather

structure cold {}

@cold
structure Forecast {}
