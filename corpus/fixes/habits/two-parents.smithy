$version: "2.0"

namespace com.example.orders

@mixin
structure Audited {
    changedBy: String
}

@mixin
structure Named {
    name: String
}

structure Order extends Audited, Named {
    id: String
}
