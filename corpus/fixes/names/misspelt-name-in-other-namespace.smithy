$version: "2.0"

namespace com.example.orders

use aws.protocols#restJson

@restJson
service Orders {
    version: "2026-01-01"
}
