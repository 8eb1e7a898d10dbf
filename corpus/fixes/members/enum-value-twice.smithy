// by hand: the value on the wire is for a person to choose
$version: "2.0"

namespace com.example.orders

enum Status {
    OPEN = "open"
    CLOSED = "open"
}
