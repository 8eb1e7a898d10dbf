// by hand: which of the two is meant, a person knows
$version: "2.0"

namespace com.example.orders

structure Order {
    id: String
    id: Integer
}
