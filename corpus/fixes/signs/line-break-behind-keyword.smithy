$version: "2.0"

namespace com.example.orders

structure
Order {
    id: String
}
