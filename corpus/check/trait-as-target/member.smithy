$version: "2"

namespace example.weather

structure Forecast {
    of: season
}

@trait
string season
