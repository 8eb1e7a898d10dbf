// 1 mistake: line 10
$version: "2.0"

namespace com.acme.orders

structure Order {
    @required
    id: String

    lines: OrderLines
}

list OrderLineList {
    member: OrderLine
}

structure OrderLine {
    sku: String
    count: Integer
}
