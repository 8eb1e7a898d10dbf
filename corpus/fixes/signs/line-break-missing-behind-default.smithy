$version: "2.0"

namespace com.example.orders

structure Order {
    quantity: Integer = 1 note: String
}
