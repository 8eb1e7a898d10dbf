$version: "2"

namespace example.weather

@mixin
union A {
    a: String
}

@mixin
list B {
    member: String
}

structure C with [A, B] {}
