$version: "2"

namespace example.weather

structure Forecast {
    @requird
    city: String
}
