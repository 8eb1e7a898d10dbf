$version: "2"

namespace example.weather

structure Request {
    @httpHeader("Authorization")
    token: String
}
