$version: "2"

namespace com.example.orders

structure Order {
    customer: Custmer

    @range(min: 9, max: 1)
    amount: Integer
}

structure Customer {
    name: Strng
}
