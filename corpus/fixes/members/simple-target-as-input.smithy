// by hand: the structure is for a person to shape
$version: "2.0"

namespace com.example.orders

operation GetOrder {
    input: String
}
