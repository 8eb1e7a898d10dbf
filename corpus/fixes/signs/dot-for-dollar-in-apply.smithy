$version: "2.0"

namespace com.example.orders

structure Order {
    total: Integer
}

apply Order.total @required
