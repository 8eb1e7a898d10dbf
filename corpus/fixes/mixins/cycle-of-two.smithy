// by hand: which of the two builds on the other, a person knows
$version: "2.0"

namespace com.example.orders

@mixin
structure Audited with [Named] {
    changedBy: String
}

@mixin
structure Named with [Audited] {
    name: String
}
