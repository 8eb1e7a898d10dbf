$version: "2.0"

namespace com.example.orders

structure Order {
    @min(1)
    quantity: Integer
}
