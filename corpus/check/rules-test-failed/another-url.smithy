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
            endpoint: { url: "https://{Region}.example.com" }
        }
    ]
)
@endpointTests(
    version: "1.0"
    testCases: [
        {
            documentation: "In the usual region"
            params: { Region: "here" }
            expect: {
                endpoint: { url: "https://there.example.com" }
            }
        }
    ]
)
service Example {}
