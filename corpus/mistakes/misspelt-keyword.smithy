$version: "2.0"

namespace com.example.shop

structre Order {
    id: String
}

list Orders {
    member: Order
}
