$version: "2"

namespace example.weather

@default(0)
integer Degrees

structure Reading {
    celsius: Degrees
}
