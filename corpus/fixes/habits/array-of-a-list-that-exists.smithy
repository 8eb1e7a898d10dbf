$version: "2.0"

namespace com.example.orders

structure Order {
    lines: String[]
}

list StringList {
    member: String
}
