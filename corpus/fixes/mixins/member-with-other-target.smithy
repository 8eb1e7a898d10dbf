// by hand: which of the two is meant, a person knows
$version: "2.0"

namespace com.example.orders

@mixin
structure Audited {
    changedBy: String
}

structure Order with [Audited] {
    changedBy: Integer
}
