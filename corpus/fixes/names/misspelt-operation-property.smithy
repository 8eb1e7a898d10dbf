$version: "2.0"

namespace com.example.orders

operation GetOrder {
    ouput := {
        id: String
    }
}
