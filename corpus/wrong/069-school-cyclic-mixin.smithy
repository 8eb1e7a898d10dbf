// 1 mistake: line 7
$version: "2.0"

namespace com.acme.school

@mixin
structure Person with [Named] {
    born: Timestamp
}

@mixin
structure Named with [Person] {
    name: String
}
