$version: "2.0"

namespace com.example.orders

public structure Order {
    id: String
}
