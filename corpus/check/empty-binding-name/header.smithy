$version: "2"

namespace example.weather

structure Forecast {
    @httpHeader("")
    language: String
}
