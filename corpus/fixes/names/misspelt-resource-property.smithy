$version: "2.0"

namespace com.example.orders

resource Order {
    identifier: { orderId: String }
}
