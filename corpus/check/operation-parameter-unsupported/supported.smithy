$version: "2.0"

namespace example.rules

use smithy.rules#operationContextParams

@suppress(["UnstableTrait"])
@operationContextParams(
    Keys: { path: "items[*].key" }
)
operation Get {
    input := {
        items: Items
    }
}

list Items {
    member: Item
}

structure Item {
    key: String
}
