$version: "2.0"

namespace com.example

@
sensitive
string Secret

structure Person {
    @
    required
    name: String
}
