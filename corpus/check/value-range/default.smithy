$version: "2"

namespace example.weather

structure Reading {
    @range(min: 1, max: 10)
    wind: Integer = 12
}
