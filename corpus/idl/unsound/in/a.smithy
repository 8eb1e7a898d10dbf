$version: "2.0"

namespace example.unsound

structure A {
    b: B
}
