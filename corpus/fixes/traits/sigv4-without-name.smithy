// by hand: the signing name is for a person to choose
$version: "2.0"

namespace com.example.orders

use aws.auth#sigv4

@sigv4
service Orders {
    version: "2026-01-01"
}
