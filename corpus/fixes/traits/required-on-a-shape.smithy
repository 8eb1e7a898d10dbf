// by hand: which members are meant, a person knows
$version: "2.0"

namespace com.example.orders

@required
string OrderId

structure Order {
    id: OrderId
}
