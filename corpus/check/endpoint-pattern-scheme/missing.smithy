$version: "2.0"

namespace example.rules

use aws.endpoints#standardRegionalEndpoints

@standardRegionalEndpoints(
    partitionSpecialCases: {
        aws: [
            {
                endpoint: "{service}.example.com"
            }
        ]
    }
)
service Example {}
