$version: "2.0"

namespace com.example.orders

@readonly
@http(method: "GET", url: "/orders")
operation ListOrders {}
