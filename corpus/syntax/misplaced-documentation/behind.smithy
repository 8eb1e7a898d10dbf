$version: "2.0"

namespace com.example

structure Person {
    name: String /// Behind a member.
    age: Integer = 1 /// Behind a default.
}

enum Colour {
    RED /// Behind a name.
    GREEN = "green" /// Behind a value.
}

string Name /// Behind a shape.
