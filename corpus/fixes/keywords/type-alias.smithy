$version: "2.0"

namespace com.example.orders

type OrderId = string
