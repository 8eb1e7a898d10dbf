$version: "2.0"

namespace com.example.orders

/* What a customer wants. */
structure Order {}
