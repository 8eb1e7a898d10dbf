$version: "2"

namespace example.weather

structure Request {
    @httpQuery("city")
    city: String

    @httpQuery("city")
    town: String
}
