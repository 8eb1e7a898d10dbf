// by hand: the numbers on the wire are for a person to choose
$version: "2.0"

namespace com.example.orders

intEnum Priority {
    LOW
    HIGH
}
