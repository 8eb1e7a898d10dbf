$version: "2.0"

namespace com.example.orders

@readonly
@http(method: "get", uri: "/orders")
operation ListOrders {}
