// by hand: the target is for a person to choose
$version: "2.0"

namespace com.example.orders

structure Order {
    id
    note: String
}
