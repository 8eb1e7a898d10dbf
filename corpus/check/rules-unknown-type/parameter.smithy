$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Count: { type: "integer", builtIn: "AWS::Region", documentation: "How many" }
    }
    rules: [
        {
            type: "endpoint"
            endpoint: { url: "https://example.com" }
        }
    ]
)
service Example {}
