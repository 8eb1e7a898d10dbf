$version: "2.0"

namespace com.example.orders

@mixin
structure Audited {
    changedBy: String
}

structure Order : Audited {
    id: String
}
