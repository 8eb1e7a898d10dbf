$version: "2.1"

namespace com.example

structure Person {
    names: [Strin]
    more: [Strin]
}
