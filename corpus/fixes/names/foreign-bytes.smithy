$version: "2.0"

namespace com.example.orders

structure Label {
    image: bytes
}
