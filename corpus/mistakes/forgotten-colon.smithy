$version: "2.0"

namespace com.example.shop

structure Order {
    id String
    total: Integer
}
