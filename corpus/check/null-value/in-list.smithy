$version: "2"

namespace example.weather

@trait
list seasons {
    member: String
}

@seasons(["spring", null])
string Forecast
