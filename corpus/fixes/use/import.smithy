$version: "2.0"

namespace com.example.orders

import aws.protocols#restJson1

@restJson1
service Orders {
    version: "2026-01-01"
}
