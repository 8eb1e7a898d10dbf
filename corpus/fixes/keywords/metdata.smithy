$version: "2.0"

metdata owner = "orders-team"

namespace com.example.orders
