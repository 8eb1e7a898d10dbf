$version: "2.0"

namespace com.example.orders

@deprecated("use Order")
structure OldOrder {}
