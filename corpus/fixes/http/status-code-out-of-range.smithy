// by hand: the status is for a person to choose
$version: "2.0"

namespace com.example.orders

@readonly
@http(method: "GET", uri: "/orders", code: 2000)
operation ListOrders {}
