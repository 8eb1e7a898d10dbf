$version: "2"

namespace example.weather

structure Reading {
    @range(min: 1)
    wind: Integer = 0
}
