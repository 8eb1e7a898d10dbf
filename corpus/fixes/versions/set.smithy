$version: "2.0"

namespace com.example.orders

set Tags {
    member: String
}
