$version: "2.0"

namespace com.example.order-desk

string OrderId
