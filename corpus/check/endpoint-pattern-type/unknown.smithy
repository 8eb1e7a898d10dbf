$version: "2.0"

namespace example.rules

use aws.endpoints#standardPartitionalEndpoints

@standardPartitionalEndpoints(endpointPatternType: "recommended")
service Example {}
