$version: "2.1"

namespace com.example

structure Person {
    names: [String, Integer]
    age: Integer
}
