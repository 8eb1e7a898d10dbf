namespace example.weather

@mixin
structure HasCity {
    city: String = "Rome"
}

structure Forecast with [HasCity] {}
