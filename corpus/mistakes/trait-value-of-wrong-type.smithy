$version: "2.0"

namespace com.example.shop

structure Order {
    @range(min: "1", max: 99)
    quantity: Integer
}
