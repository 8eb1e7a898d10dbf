$version: "3.0"

namespace com.example.orders

string OrderId
