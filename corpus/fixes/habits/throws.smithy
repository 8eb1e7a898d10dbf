$version: "2.0"

namespace com.example.orders

operation GetOrder {
    throws: [OrderNotFound]
}

@error("client")
structure OrderNotFound {}
