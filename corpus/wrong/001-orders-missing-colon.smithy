// 1 mistake: line 15
$version: "2.0"

namespace com.acme.orders

/// Takes what customers order.
service Orders {
    version: "2026-03-01"
    operations: [PlaceOrder]
}

operation PlaceOrder {
    input := {
        @required
        sku String

        @required
        quantity: Integer
    }

    output := {
        @required
        orderId: String
    }
}
