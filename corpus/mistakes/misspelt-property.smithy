$version: "2.0"

namespace com.example.shop

service Shop {
    version: "2026-01-01"
    opertions: [GetOrder]
}

operation GetOrder {}
