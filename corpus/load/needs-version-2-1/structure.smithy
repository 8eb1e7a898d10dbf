$version: "2.0"

namespace com.example

structure Person {
    address: {
        street: String
    }
}
