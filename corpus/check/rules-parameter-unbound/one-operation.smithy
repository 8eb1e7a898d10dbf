$version: "2.0"

namespace example.rules

use smithy.rules#contextParam
use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Bucket: { type: "string", required: true, documentation: "Which bucket" }
    }
    rules: [
        {
            type: "endpoint"
            endpoint: { url: "https://{Bucket}.example.com" }
        }
    ]
)
service Example {
    operations: [
        Get
        List
    ]
}

operation Get {
    input := {
        @contextParam(name: "Bucket")
        @suppress(["UnstableTrait"])
        bucket: String
    }
}

operation List {}
