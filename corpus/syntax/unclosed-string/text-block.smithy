$version: "2.0"

namespace example.weather

@documentation("""
    The name of a city.
string CityName

structure City {
    name: CityName
}
