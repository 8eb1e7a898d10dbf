$version: "2.0"

namespace com.example

operation Ring {
    errors
    /// What can go wrong.
    : []
}
