$version: "2"

namespace example.weather

@trait
@mixin
structure season {}

@season
string Forecast
