$version: "2.0"

namespace com.example.orders

@readonly
@waitable(
    OrderShipped: {
        acceptors: [
            {
                state: "success"
                matcher: {
                    output: { path: "status", expected: "SHIPPED", comparator: "stringEquals" }
                }
            }
        ]
    }
)
operation GetOrder {
    input := {}

    output := {
        status: String
    }
}
