// 10 mistakes: lines 14, 16, 51, 57, 63, 139, 149, 156, 158, 170
$version: "2.0"

metadata owner = "orders-team"

namespace com.acme.orders

use aws.protocols#restJson1

/// Keeps every order that customers own.
@restJson1
@title("Orders")
service Orders {
    version = "2026-04-01"
    resources: [Order]
    operations: [GetUsages]
    errors: [Throttled]
}

resource Order {
    identifiers: { orderId: OrderId }
    create: CreateOrder
    read: GetOrder
    update: UpdateOrder
    delete: DeleteOrder
    list: ListOrders
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string OrderId

@mixin
structure OrderFields {
    /// What people call it.
    @required
    name: Name

    state: OrderState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

string Name

enum OrderState {
    ACTIVE = "active"
    ARCHIVED: "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String;
}

@http(method: "POST", uri: "/orders")
operation CreateOrder {
    input := with [OrderFields] {
        @idempotencytoken
        clientToken: String
    }

    output := for Order {
        @required
        $orderId
    }

    errors: [Invalid]
}

@readonly
@http(method: "GET", uri: "/orders/{orderId}")
operation GetOrder {
    input := for Order {
        @required
        @httpLabel
        $orderId
    }

    output := for Order with [OrderFields] {
        @required
        $orderId
    }

    errors: [OrderNotFound]
}

@idempotent
@http(method: "PUT", uri: "/orders/{orderId}")
operation UpdateOrder {
    input := for Order with [OrderFields] {
        @required
        @httpLabel
        $orderId
    }

    errors: [OrderNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/orders/{orderId}")
operation DeleteOrder {
    input := for Order {
        @required
        @httpLabel
        $orderId
    }

    errors: [OrderNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "orders")
@http(method: "GET", uri: "/orders")
operation ListOrders {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        orders: OrderSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

lst OrderSummaries {
    member: OrderSummary
}

@references([{ resource: Order }])
structure OrderSummary {
    @required
    orderId: OrderId

    name: Name
    name: Name
}

@readonly
@http(method: "GET", uri: "/usage")
operation GetUsage {
    output := {
        used Long = 0
        limit: Long = 1000
        unit: UsageUnt
    }
}

intEnum UsageUnit {
    PIECES = 1
    BYTES = 2
}

union OrderEvent {
    created: OrderSummary
    removed: OrderId
    optional note: String
}

list OrderEvents {
    member: OrderEvent
}

/// What has happened lately.
structure OrderHistory {
    events: OrderEvents
    truncated: Boolean = false
}

@error("client")
@httpError(404)
structure OrderNotFound {
    @required
    message: String
}

@error("client")
@httpError(400)
structure Invalid {
    @required
    message: String

    field: String
}

@error("server")
@retryable(throttling: true)
@httpError(503)
structure Throttled {
    message: String
}
