$version: "2.0"

namespace com.example.orders

@tags["people"]
structure Customer {}
