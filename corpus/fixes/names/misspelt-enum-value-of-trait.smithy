$version: "2.0"

namespace com.example.orders

structure Order {
    @timestampFormat("epoch-second")
    placedAt: Timestamp
}
