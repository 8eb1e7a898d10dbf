$version: "2.0"

namespace com.example.orders

structure Order {
    @since(2026)
    note: String
}
