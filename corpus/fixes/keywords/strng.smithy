$version: "2.0"

namespace com.example.orders

strng OrderId
