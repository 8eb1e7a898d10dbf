$version: "2"

namespace example.weather

structure City {
    nothing: Unit
}
