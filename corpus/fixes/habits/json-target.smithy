$version: "2.0"

namespace com.example.orders

structure Order {
    id: { "target": "smithy.api#String" }
}
