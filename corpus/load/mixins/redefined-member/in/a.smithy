$version: "2"

namespace example.weather

@mixin
structure A {
    @required
    name: String
}

structure B with [A] {
    @length(min: 1)
    name: String
}
