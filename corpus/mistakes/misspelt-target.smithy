$version: "2.0"

namespace com.example.shop

structure Order {
    id: String

    /// Who ordered.
    customer: Custmer

    total: Integer
}

structure Customer {
    name: String
}
