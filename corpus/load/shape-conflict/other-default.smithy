$version: "2"

namespace example.weather

structure Reading {
    value: Integer = 1
}

structure Reading {
    value: Integer = 2
}
