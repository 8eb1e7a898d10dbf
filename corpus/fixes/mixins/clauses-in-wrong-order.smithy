$version: "2.0"

namespace com.example.orders

resource Order {
    identifiers: { orderId: String }
}

@mixin
structure Audited {
    changedBy: String
}

@references([{ resource: Order }])
structure OrderSummary with [Audited] for Order {
    $orderId
}
