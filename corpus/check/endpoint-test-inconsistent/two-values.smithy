$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet
use smithy.rules#endpointTests

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", documentation: "Where" }
    }
    rules: [
        {
            type: "endpoint"
            endpoint: { url: "https://example.com" }
        }
    ]
)
@endpointTests(
    version: "1.0"
    testCases: [
        {
            params: { Region: "here" }
            operationInputs: [
                {
                    operationName: "Get"
                    operationParams: { name: "a" }
                    builtInParams: { "AWS::Region": "there" }
                }
            ]
            expect: {
                endpoint: { url: "https://example.com" }
            }
        }
    ]
)
service Example {
    operations: [
        Get
    ]
}

operation Get {
    input := {
        @required
        name: String
    }
}
