$version: "2"

namespace example.weather

structure Reading {
    count: Integer = 1.5
}
