$version: "2.1"

namespace com.example

structure Person {
    names: [String]
}

list _SyntheticListOfString {
    member: Integer
}
