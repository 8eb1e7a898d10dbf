$version: "2.0"

namespace example.rules

use aws.endpoints#standardPartitionalEndpoints

@standardPartitionalEndpoints(
    endpointPatternType: "aws_recommended"
    partitionEndpointSpecialCases: {
        aws: [
            {
                endpoint: "https://{service} .example.com"
                region: "us-east-1"
            }
        ]
    }
)
service Example {}
