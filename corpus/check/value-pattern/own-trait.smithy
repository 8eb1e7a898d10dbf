$version: "2"

namespace example.weather

@trait
@pattern("^[a-z]+$")
string season

@season("Spring")
string Forecast
