$version: "2.0"

namespace com.example.orders

@sensitive
/// Pays for orders.
structure Card {
    number: String
}
