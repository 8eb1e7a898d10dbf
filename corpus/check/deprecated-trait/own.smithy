$version: "2"

namespace example.weather

@trait
@deprecated(message: "Nobody reads it")
structure seasonal {}

@seasonal
string Forecast
