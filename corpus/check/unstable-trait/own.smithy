$version: "2"

namespace example.weather

@trait
@unstable
structure seasonal {}

@seasonal
string Forecast
