// by hand: the name on the wire is for a person to choose
$version: "2.0"

namespace com.example.orders

structure Order {
    @jsonName
    id: String
}
