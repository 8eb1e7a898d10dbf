$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet
use smithy.rules#endpointTests

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", required: true, documentation: "Where" }
    }
    rules: [
        {
            type: "endpoint"
            conditions: [
                {
                    fn: "stringEquals"
                    argv: [
                        {
                            ref: "Region"
                        }
                        "here"
                    ]
                }
            ]
            endpoint: { url: "https://{Region}.example.com" }
        }
    ]
)
@endpointTests(
    version: "1.0"
    testCases: [
        {
            documentation: "Another region"
            params: { Region: "there" }
            expect: { error: "No such region" }
        }
    ]
)
service Example {}
