$version: "2"

namespace example.weather

structure Forecast {
    city: City
}

structure City {
    name: = String
}
