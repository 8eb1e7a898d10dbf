$version: "2.0"

namespace example.rules

use smithy.rules#endpointBdd

@suppress(["UnstableTrait"])
@endpointBdd(
    version: "1.0"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region", required: true, documentation: "Where" }
        UseFips: {
            type: "boolean"
            builtIn: "AWS::UseFIPS"
            required: true
            default: false
            documentation: "Be strict"
        }
    }
    conditions: [
        {
            fn: "booleanEquals"
            argv: [
                {
                    ref: "UseFips"
                }
                true
            ]
        }
    ]
    results: [
        {
            type: "endpoint"
            endpoint: { url: "https://{Region}-fips.example.com" }
        }
        {
            type: "endpoint"
            endpoint: { url: "https://{Region}.example.com" }
        }
    ]
    root: 2
    nodeCount: 3
    nodes: "/////wAAAAH/////AAAAAAX14QEF9eEC"
)
service Example {}
