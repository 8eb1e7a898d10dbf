$version: "2.0"

namespace com.example.orders

@maxLength(64)
string Note
