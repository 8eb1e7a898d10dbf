$version: "2.0"

namespace com.example.orders

resource Order {
    identifiers: { orderId: String }
    read: GetOrder
}

@readonly
operation GetOrder {
    input := for Order {
        @required
        $ordrId
    }
}
