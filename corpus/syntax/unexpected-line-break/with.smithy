$version: "2.0"

namespace example.weather

@mixin
structure Named {
    name: String
}

structure City
    with [Named] {
    population: Integer
}
