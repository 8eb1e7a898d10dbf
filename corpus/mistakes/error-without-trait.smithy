$version: "2.0"

namespace com.example.shop

operation CancelOrder {
    input := {
        id: String
    }
    errors: [OrderNotFound]
}

structure OrderNotFound {
    message: String
}
