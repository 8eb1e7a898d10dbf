$version: "2.0"

namespace com.example.orders

operation GetOrder {
    errors: [OrderNotFond]
}

@error("client")
structure OrderNotFound {}
