$version: "2.0"

namespace com.example.orders

@http(method: "PUT", uri: "/orders")
operation PutOrders {}
