$version: "2.0"

namespace com.example.orders

message Order {
    id: String
}
