$version: "2.0"

namespace com.example.shop

structure Item {
    name: String
}
