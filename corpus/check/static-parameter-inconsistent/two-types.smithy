$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet
use smithy.rules#staticContextParams

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Kind: { type: "string", documentation: "Which kind" }
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
@staticContextParams(
    Kind: { value: "read" }
)
operation Get {}

@suppress(["UnstableTrait"])
@staticContextParams(
    Kind: { value: true }
)
operation Put {}
