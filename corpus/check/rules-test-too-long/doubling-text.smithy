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
                    fn: "uriEncode"
                    argv: ["{Region}{Region}"]
                    assign: "v0"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v0}{v0}"]
                    assign: "v1"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v1}{v1}"]
                    assign: "v2"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v2}{v2}"]
                    assign: "v3"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v3}{v3}"]
                    assign: "v4"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v4}{v4}"]
                    assign: "v5"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v5}{v5}"]
                    assign: "v6"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v6}{v6}"]
                    assign: "v7"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v7}{v7}"]
                    assign: "v8"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v8}{v8}"]
                    assign: "v9"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v9}{v9}"]
                    assign: "v10"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v10}{v10}"]
                    assign: "v11"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v11}{v11}"]
                    assign: "v12"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v12}{v12}"]
                    assign: "v13"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v13}{v13}"]
                    assign: "v14"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v14}{v14}"]
                    assign: "v15"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v15}{v15}"]
                    assign: "v16"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v16}{v16}"]
                    assign: "v17"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v17}{v17}"]
                    assign: "v18"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v18}{v18}"]
                    assign: "v19"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v19}{v19}"]
                    assign: "v20"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v20}{v20}"]
                    assign: "v21"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v21}{v21}"]
                    assign: "v22"
                }
                {
                    fn: "uriEncode"
                    argv: ["{v22}{v22}"]
                    assign: "v23"
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
            documentation: "Grows and grows"
            params: { Region: "here" }
            expect: {
                endpoint: { url: "https://here.example.com" }
            }
        }
    ]
)
service Example {}
