$version: "2.0"

namespace com.example.orders

structure Order {
    @length(min: 1, max: 64
    id: String
}
