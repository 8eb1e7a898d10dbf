$version: "2.0"

namespace com.example

structure Person {
    name: String
    /// The end of a structure.
}

enum Colour {
    RED
    /// The end of an enum.
}

/// The end of the file.
