$version: "2"

namespace example.weather

structure Forecast {
    @httpHeader("X City")
    city: String
}
