$version: "2"

namespace example.weather

structure Reading {
    celsius: Float = "20.5"
}
