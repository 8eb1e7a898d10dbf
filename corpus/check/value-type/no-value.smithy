$version: "2"

namespace example.weather

@trait
string season

@season
string Forecast
