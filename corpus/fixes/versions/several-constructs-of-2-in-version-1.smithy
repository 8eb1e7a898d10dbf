$version: "1.0"

namespace com.example.orders

enum Status {
    OPEN
    CLOSED
}

intEnum Priority {
    LOW = 1
}

structure Order {
    status: Status
    quantity: Integer = 1
}
