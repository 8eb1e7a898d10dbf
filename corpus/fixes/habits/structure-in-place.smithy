// by hand: the structure needs a name that a person chooses
$version: "2.0"

namespace com.example.orders

structure Order {
    line: {
        sku: String
    }
}
