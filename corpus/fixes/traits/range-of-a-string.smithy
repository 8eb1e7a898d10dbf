$version: "2.0"

namespace com.example.orders

@range(max: 64)
string Note
