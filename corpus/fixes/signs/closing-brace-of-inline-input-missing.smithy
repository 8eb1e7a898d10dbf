$version: "2.0"

namespace com.example.orders

operation GetOrder {
    input := {
        id: String

    output := {
        total: Integer
    }
}
