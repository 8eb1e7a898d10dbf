$version: "2"

namespace example.weather

@mixin
structure A {
    a: String
}

@mixin
structure B with [A] {
    b: String
}

@mixin
structure C {
    c: String
}

structure All with [C, B] {
    d: String
    $a
}
