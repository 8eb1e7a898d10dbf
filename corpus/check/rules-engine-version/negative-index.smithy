$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.0"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", required: true, documentation: "Where" }
    }
    rules: [
        {
            type: "error"
            conditions: [
                {
                    fn: "aws.parseArn"
                    argv: [
                        {
                            ref: "Region"
                        }
                    ]
                    assign: "arn"
                }
                {
                    fn: "getAttr"
                    argv: [
                        {
                            ref: "arn"
                        }
                        "resourceId[-1]"
                    ]
                    assign: "last"
                }
            ]
            error: "{last}"
        }
    ]
)
service Example {}
