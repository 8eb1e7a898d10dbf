$version: "2.0"

namespace com.example

@
string Secret

structure Person {
    @
    name: String
}
