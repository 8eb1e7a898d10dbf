$version: "2"

namespace example.weather

@trait
@uniqueItems
list seasons {
    member: String
}

@seasons(["spring", "summer", "spring"])
string Forecast
