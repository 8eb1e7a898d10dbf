$version: "2.0"

namespace com.example.orders

operation GetOrder(GetOrderInput) -> GetOrderOutput errors [OrderNotFound]

structure GetOrderInput {}

structure GetOrderOutput {}

@error("client")
structure OrderNotFound {}
