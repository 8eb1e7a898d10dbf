$version: "2.0"

namespace com.example.orders

@readonly
@http("GET", "/orders")
operation ListOrders {}
