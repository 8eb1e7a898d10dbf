$version: "2.0"

namespace example.defaults

@default(7)
integer Seven

structure All {
    a: String = "a \"quoted\" one"
    b: Integer = 1
    c: Double = 1.50
    d: Boolean = false
    e: Texts = []
    f: Document = {}
    g: Seven = null
    h: Seven = 7
}

list Texts {
    member: String
}

intEnum Level {
    LOW = 1
    HIGH = 10
}

enum Odd {
    PLAIN
    DASHED = "das-hed"
    LINE = "a\nline"
}
