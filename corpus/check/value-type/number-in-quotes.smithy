$version: "2"

namespace example.weather

@trait
structure season {
    days: Integer
}

@season(days: "90")
string Forecast
