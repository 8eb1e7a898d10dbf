$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet
use smithy.rules#operationContextParams

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Keys: { type: "stringArray", documentation: "Which keys" }
    }
    rules: [
        {
            type: "endpoint"
            endpoint: { url: "https://example.com" }
        }
    ]
)
service Example {
    operations: [
        Get
        Put
    ]
}

@suppress(["UnstableTrait"])
@operationContextParams(
    Keys: { path: "items[*].key" }
)
operation Get {
    input := {
        items: Items
    }
}

@suppress(["UnstableTrait"])
@operationContextParams(
    Keys: { path: "key" }
)
operation Put {
    input := {
        key: String
    }
}

list Items {
    member: Item
}

structure Item {
    key: String
}
