$version: "2.0"

namespace com.example.orders

structure Order {
    limit: Integer = 1_000
}
