$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", required: true, documentation: "Where" }
    }
    rules: [
        {
            type: "endpoint"
            endpoint: {
                url: "https://{Region}.example.com"
                properties: {
                    authSchemes: [
                        {
                            name: "password"
                        }
                    ]
                }
            }
        }
    ]
)
service Example {}
