$version: "2.0"

metadata owner: "orders-team"

namespace com.example.orders
