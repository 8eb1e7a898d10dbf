$version: "2"

namespace example.weather

structure Forecast with [HasCty] {}

@mixin
structure HasCity {
    city: String
}
