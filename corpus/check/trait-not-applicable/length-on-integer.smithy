$version: "2"

namespace example.weather

structure Reading {
    @length(min: 1)
    celsius: Integer
}
