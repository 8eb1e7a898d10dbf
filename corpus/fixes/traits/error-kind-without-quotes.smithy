$version: "2.0"

namespace com.example.orders

@error(client)
structure OrderNotFound {
    message: String
}
