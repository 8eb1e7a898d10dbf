$version: "2.0"

namespace example.rules

use aws.endpoints#standardRegionalEndpoints

@standardRegionalEndpoints(
    regionSpecialCases: {
        "us-east-1": [
            {
                endpoint: "https://{service}.{regoin}.example.com"
            }
        ]
    }
)
service Example {}
