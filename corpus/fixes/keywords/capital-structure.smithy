$version: "2.0"

namespace com.example.orders

Structure Order {
    id: String
}
