$version: "2"

namespace example.weather

@mixin
structure A {
    a: String
}

@mixin
structure B {
    a: Integer
}

structure C with [A, B] {}

apply C$a @required
