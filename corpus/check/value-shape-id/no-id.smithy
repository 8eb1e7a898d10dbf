$version: "2"

namespace example.weather

@trait
@idRef
string about

@about("the city")
string Forecast
