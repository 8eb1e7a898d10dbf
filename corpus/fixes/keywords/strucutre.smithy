$version: "2.0"

namespace com.example.orders

strucutre Order {
    id: String
}
