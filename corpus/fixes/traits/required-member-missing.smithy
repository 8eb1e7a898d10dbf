// by hand: the path is for a person to choose
$version: "2.0"

namespace com.example.orders

@readonly
@http(method: "GET")
operation ListOrders {}
