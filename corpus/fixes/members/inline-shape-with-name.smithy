$version: "2.0"

namespace com.example.orders

operation GetOrder {
    input := GetOrderInput {
        id: String
    }
}
