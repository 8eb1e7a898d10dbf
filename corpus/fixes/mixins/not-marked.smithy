$version: "2.0"

namespace com.example.orders

structure Audited {
    changedBy: String
}

structure Order with [Audited] {
    id: String
}
