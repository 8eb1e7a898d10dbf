$version: "2.0"

namespace example.weather

structure Round {
    1st: String
}
