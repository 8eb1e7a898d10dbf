$version: "2.0"

namespace com.example.shop

@readonly
@http(method: "GET", uri: "/orders/{orderId}")
operation GetOrder {
    input := {
        @required
        @httpLabel
        id: String
    }
    output := {
        item: String
    }
}
