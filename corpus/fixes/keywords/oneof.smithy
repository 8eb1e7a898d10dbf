$version: "2.0"

namespace com.example.orders

oneof Payment {
    card: String
    cash: Integer
}
