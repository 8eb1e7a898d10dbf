$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Fips: { type: "boolean", builtIn: "AWS::UseFIPS", required: true, default: "no", documentation: "Be strict" }
    }
    rules: [
        {
            type: "endpoint"
            endpoint: { url: "https://example.com" }
        }
    ]
)
service Example {}
