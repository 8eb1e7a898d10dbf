$version: "2"

namespace example.weather

@mixin
union HasCity {
    city: String
}

structure Forecast with [HasCity] {}
