$version: "2.0"

namespace com.example.orders

structure Order {
    id: String

/// Who buys.
@tags(["people"])
structure Customer {
    name: String
}
