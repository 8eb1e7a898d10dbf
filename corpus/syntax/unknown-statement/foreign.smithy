$version: "2.0"

namespace example.weather

struct City {
    name: String
}

structure Country {
    capital: City
}
