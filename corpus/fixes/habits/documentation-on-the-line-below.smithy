// by hand: whether the comment belongs to what stands above, a person knows
$version: "2.0"

namespace com.example.orders

structure Order {
    id: String
    /// Names the order.
}
