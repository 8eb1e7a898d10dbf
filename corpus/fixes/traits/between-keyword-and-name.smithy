$version: "2.0"

namespace com.example.orders

structure @sensitive Card {
    number: String
}
