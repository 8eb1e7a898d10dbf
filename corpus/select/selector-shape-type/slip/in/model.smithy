$version: "2.0"

namespace com.example.shop

list Orders {
    member: OrderId
}

string OrderId
