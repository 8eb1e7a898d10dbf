// 2 mistakes
$version: "2.0"

namespace com.example.orders

structure Order {
    string id
    integer quantity
}
