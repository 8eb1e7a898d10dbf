$version: "2.0"

namespace com.example.orders

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", items: "order")
operation ListOrders {
    input := {
        nextToken: String
    }

    output := {
        nextToken: String
        orders: OrderList
    }
}

list OrderList {
    member: String
}
