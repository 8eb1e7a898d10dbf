$version: "2.0"

namespace example.rules

use smithy.rules#contextParam
use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Mode: { type: "string", documentation: "Which mode" }
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

operation Get {
    input := {
        @contextParam(name: "Mode")
        @suppress(["UnstableTrait"])
        mode: String
    }
}

operation Put {
    input := {
        @contextParam(name: "Mode")
        @suppress(["UnstableTrait"])
        quick: Boolean
    }
}
