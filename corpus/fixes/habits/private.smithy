$version: "2.0"

namespace com.example.orders

private structure Order {
    id: String
}
