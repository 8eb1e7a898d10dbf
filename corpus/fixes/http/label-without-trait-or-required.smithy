$version: "2.0"

namespace com.example.orders

@readonly
@http(method: "GET", uri: "/orders/{orderId}")
operation GetOrder {
    input := {
        orderId: String
    }
}
