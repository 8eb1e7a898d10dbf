$version: "2"

namespace example.weather

@mixin
structure HasCity {
    city: String
}

structure Forecast with [HasCity] {
    city: Integer
}
