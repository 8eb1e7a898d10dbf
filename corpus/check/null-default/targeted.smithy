$version: "2"

namespace example.weather

@default(null)
integer Degrees

structure Reading {
    celsius: Degrees
}
