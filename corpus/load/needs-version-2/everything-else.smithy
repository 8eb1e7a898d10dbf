$version: "1.0"

namespace example.weather

@mixin
structure Dated {
    on: Timestamp
}

resource Town {
    identifiers: { townId: String }
    properties: { name: String }
    read: GetTown
}

@readonly
operation GetTown {
    input := {}
}

structure Place with [Dated] {
    name: String = "a"
}

structure Name for Town {
    $townId
}

enum Kind {
    A
}
