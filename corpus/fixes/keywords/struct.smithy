$version: "2.0"

namespace com.example.orders

struct Order {
    id: String
}
