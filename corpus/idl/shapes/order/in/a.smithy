$version: "2.0"

namespace example.order

timestamp Alpha

string beta

enum Gamma {
    ONE
}

map Delta {
    key: String
    value: String
}

list Epsilon {
    member: String
}

union Zeta {
    one: String
}

structure eta {}

structure Theta {}

@trait
structure iota {}

service Kappa {}
