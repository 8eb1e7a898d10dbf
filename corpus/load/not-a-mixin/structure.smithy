$version: "2"

namespace example.weather

structure HasCity {
    city: String
}

structure Forecast with [HasCity] {}
