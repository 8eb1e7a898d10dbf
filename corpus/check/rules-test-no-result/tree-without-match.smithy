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
            type: "tree"
            conditions: [
                {
                    fn: "isValidHostLabel"
                    argv: [
                        {
                            ref: "Region"
                        }
                        false
                    ]
                }
            ]
            rules: [
                {
                    type: "error"
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
                    error: "Not here"
                }
            ]
        }
    ]
)
@endpointTests(
    version: "1.0"
    testCases: [
        {
            params: { Region: "there" }
            expect: { error: "Not there" }
        }
    ]
)
service Example {}
