$version: "2.0"

namespace com.example.orders

abstract structure Audited {
    changedBy: String
}
