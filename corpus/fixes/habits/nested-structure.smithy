// by hand: where the shape goes and which member refers to it, a person knows
$version: "2.0"

namespace com.example.orders

structure Order {
    id: String

    structure Line {
        sku: String
    }
}
