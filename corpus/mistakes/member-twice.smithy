$version: "2.0"

namespace com.example.shop

structure Address {
    street: String
    city: String
    postcode: String

    /// Added in a hurry.
    city: String
}
