$version: "2.0"

namespace com.example.orders

structure Order {
    buyer: Custmer
    seller: Custmer
    payer: Custmer
}

structure Customer {
    name: String
}
