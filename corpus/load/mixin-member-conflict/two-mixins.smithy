$version: "2"

namespace example.weather

@mixin
structure HasCity {
    city: String
}

@mixin
structure HasCityNumber {
    city: Integer
}

structure Forecast with [HasCity, HasCityNumber] {}
