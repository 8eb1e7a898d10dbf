$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.0"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", documentation: "Where" }
    }
    rules: [
        {
            type: "endpoint"
            conditions: [
                {
                    fn: "coalesce"
                    argv: [
                        {
                            ref: "Region"
                        }
                        "nowhere"
                    ]
                    assign: "it"
                }
            ]
            endpoint: { url: "https://{it}.example.com" }
        }
    ]
)
service Example {}
