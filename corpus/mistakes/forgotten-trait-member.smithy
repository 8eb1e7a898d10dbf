$version: "2.0"

namespace com.example.shop

@http(method: "POST")
operation PlaceOrder {
    input := {
        item: String
    }
}
