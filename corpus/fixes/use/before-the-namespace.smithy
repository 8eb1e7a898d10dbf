$version: "2.0"

use aws.protocols#restJson1

namespace com.example.orders

@restJson1
service Orders {
    version: "2026-01-01"
}
