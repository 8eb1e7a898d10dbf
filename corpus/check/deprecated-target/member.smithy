$version: "2"

namespace example.weather

structure City {
    mayor: Mayor
}

@deprecated(message: "Cities have councils", since: "2024-05-01")
structure Mayor {}
