$version: "1.0"

namespace com.example.orders

@mixin
structure Audited {
    changedBy: String
}

structure Order with [Audited] {
    id: String
}
