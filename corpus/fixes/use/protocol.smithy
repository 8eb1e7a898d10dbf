$version: "2.0"

namespace com.example.orders

@restJson1
service Orders {
    version: "2026-01-01"
}
