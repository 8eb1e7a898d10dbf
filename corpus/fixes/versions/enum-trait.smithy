$version: "2.0"

namespace com.example.orders

@enum([
    { name: "OPEN", value: "open" }
    { name: "CLOSED", value: "closed" }
])
string Status
