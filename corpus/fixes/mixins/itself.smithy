$version: "2.0"

namespace com.example.orders

@mixin
structure Audited with [Audited] {
    changedBy: String
}
