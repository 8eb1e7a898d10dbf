$version: "2.0"

namespace com.example.orders

@length(64)
string Note
