$version: "2.0"

namespace com.example.orders

@readonly
@http(method: "GET", uri: "/orders")
operation GetOrder {
    input := {
        @required
        @httpLabel
        orderId: String
    }
}
