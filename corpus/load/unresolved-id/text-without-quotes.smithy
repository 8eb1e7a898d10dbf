$version: "2"

namespace example.weather

@tags([weather])
structure Forecast {}
