$version: "2.0"

namespace com.example.orders

structure Customer {
    name: String
}

structure Order {
    customer: Custmer
}
