$version: "2.0"

namespace com.example.orders

structure Order {}

aply Order @documentation("What a customer wants.")
