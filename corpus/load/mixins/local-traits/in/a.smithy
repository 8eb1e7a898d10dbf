$version: "2"

namespace example.weather

@mixin(localTraits: [smithy.api#documentation, internal])
@documentation("Of the mixin.")
@internal
@title("shared")
structure A {
    a: String
}

structure B with [A] {}
