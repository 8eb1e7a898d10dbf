$version: "2.1"

namespace com.example

structure Person {
    address: {
        street: String
        city: String
    }

    tags: {String}
    none: []
}
