$version: "1.0"

namespace com.example.orders

operation GetOrder {
    input := {
        id: String
    }
}
