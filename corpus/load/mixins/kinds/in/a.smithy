$version: "2"

namespace example.weather

@mixin
@pattern("^a")
string Text

string Title with [Text]

@mixin
@length(max: 9)
list Few {
    member: String
}

list Titles with [Few] {}

@mixin
map Named {
    key: String
    value: String
}

map Towns with [Named] {}

@mixin
union Either {
    a: String
}

union Choice with [Either] {
    b: String
}

@mixin
enum Base {
    A
}

enum Letter with [Base] {
    B
}

@mixin
intEnum One {
    FIRST = 1
}

intEnum Two with [One] {
    SECOND = 2
}

@mixin
@title("shared")
resource Kept {}

resource Town with [Kept] {}

@mixin
operation Failing {
    errors: [Lost]
}

operation Find with [Failing] {}

@error("client")
structure Lost {}

@mixin
service BaseService {
    version: "1"
    errors: [Lost]
}

service Weather with [BaseService] {
    version: "2"
    operations: [Find]
}
