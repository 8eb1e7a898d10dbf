$version: "2.1"

namespace com.example

structure Cube {
    deep: [[{String: String}]]
    deeper: [[[[String]]]]
}
