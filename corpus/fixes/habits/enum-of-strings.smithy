// 2 mistakes
$version: "2.0"

namespace com.example.orders

enum Status {
    "open",
    "closed"
}
