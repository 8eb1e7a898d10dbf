$version: "2.0"

metadata a = [
    /// Inside a list.
    1
    {
        /// Inside an object.
        b: 2
    }
]

namespace com.example

@tags(
    /// Inside a trait.
    ["a"]
)
string Name

service Shop {
    /// Inside a service.
    version: "1"
}

operation Buy {
    /// Inside an operation.
    errors: []
}

structure Person with [
    /// Inside mixins.
    Mixed
]
/// Before the body.
{}

@mixin
structure Mixed {}

apply Name {
    /// Inside a block.
    @sensitive
}
