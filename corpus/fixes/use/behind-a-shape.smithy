$version: "2.0"

namespace com.example.orders

string OrderId

use aws.protocols#restJson1

@restJson1
service Orders {
    version: "2026-01-01"
}
