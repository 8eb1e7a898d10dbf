$version: "2.0"

namespace com.example

/// one
/// two
@deprecated(message: """
    a
    b""")
string A // c

structure B {
    a: String = "x
y"
    b: String
}
