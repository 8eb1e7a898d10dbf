$version: "2.0"

namespace com.example.orders

operation GetOrder {
    errors: [OrderNotFound]
}

structure OrderNotFound {
    message: String
}
