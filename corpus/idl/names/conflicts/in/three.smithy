$version: "2.0"

namespace example.three

use example.one#shade

integer Integer

structure Coat {
    // The prelude has a `String` too, so this one is never imported.
    label: example.one#String

    note: String

    // The name is taken by a shape of this namespace.
    count: smithy.api#Integer

    // Two have this name; the first one is imported.
    inside: example.one#Colour

    outside: example.two#Colour

    @shade("dark")
    size: example.two#Size
}
