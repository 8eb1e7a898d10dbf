$version: "2"

namespace example.weather

@trait
union season {
    spring: String
    summer: String
}

@season(winter: "January")
string Forecast
