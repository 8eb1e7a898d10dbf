$version: "2.0"

namespace com.example.orders

service Orders {
    version: '2026-01-01'
}
