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
                    fn: "aws.partition"
                    argv: [
                        {
                            ref: "Region"
                        }
                    ]
                    assign: "partition"
                }
                {
                    fn: "stringEquals"
                    argv: ["{partition#name}", "aws-cn"]
                }
            ]
            endpoint: {
                url: "https://{Region}.{partition#dnsSuffix}"
                headers: {
                    "x-region": ["{Region}"]
                }
            }
        }
        {
            type: "error"
            error: "Only in China"
        }
    ]
)
@endpointTests(
    version: "1.0"
    testCases: [
        {
            params: { Region: "cn-north-1" }
            expect: {
                endpoint: {
                    url: "https://cn-north-1.amazonaws.com.cn"
                    headers: {
                        "x-region": ["cn-north-1"]
                    }
                }
            }
        }
        {
            params: { Region: "eu-west-1" }
            expect: { error: "Only in China" }
        }
    ]
)
service Example {}
