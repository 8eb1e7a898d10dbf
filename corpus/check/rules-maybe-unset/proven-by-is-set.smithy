$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", documentation: "Where" }
    }
    rules: [
        {
            type: "endpoint"
            conditions: [
                {
                    fn: "isSet"
                    argv: [
                        {
                            ref: "Region"
                        }
                    ]
                }
            ]
            endpoint: { url: "https://{Region}.example.com" }
        }
        {
            type: "error"
            error: "Which region?"
        }
    ]
)
service Example {}
