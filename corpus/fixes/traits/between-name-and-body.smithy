$version: "2.0"

namespace com.example.orders

structure OrderNotFound @error("client") {
    message: String
}
