$version: "2.0"

namespace com.example.orders

class Order {
    id: String
}
