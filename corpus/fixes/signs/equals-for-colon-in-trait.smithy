$version: "2.0"

namespace com.example.orders

@length(min = 1)
string Note
