$version: "2.0"

namespace com.example.orders

map Prices {
    String: Integer
}
