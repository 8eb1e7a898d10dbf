$version: "2.0"

namespace com.example.orders

@http(method: "GET", uri: "/orders")
operation ListOrders {}
