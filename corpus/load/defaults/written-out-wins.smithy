$version: "2"

namespace example.weather

structure Reading {
    @default(2)
    value: Integer = 1
}
