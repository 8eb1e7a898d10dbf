$version: "2"

namespace example.weather

@trait
@idRef(failWhenMissing: true)
string about

@about("example.weather#Cty")
string Forecast

structure City {}
