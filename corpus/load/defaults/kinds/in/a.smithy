$version: "2"

namespace example.weather

structure All {
    text: String = "a"
    none: String = null
    flag: Boolean = true
    count: Integer = 1
    part: Double = 0.5
    list: Names = []
    map: Ages = {}
    doc: Document = {}
    kind: Kind = "b"
    number: Number = 2
    time: Timestamp = 0
    blob: Blob = "YQ=="
    root: Rooted = 7
    @default("written out")
    other: String
    @addedDefault
    later: String = "z"
    @clientOptional
    maybe: Integer = 3
    @required
    needed: Integer = 4
}

@default(7)
integer Rooted

list Names {
    member: String
}

map Ages {
    key: String
    value: Integer
}

enum Kind {
    A = "b"
}

intEnum Number {
    TWO = 2
}
