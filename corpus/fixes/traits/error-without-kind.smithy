$version: "2.0"

namespace com.example.orders

@error
structure OrderNotFound {
    message: String
}
