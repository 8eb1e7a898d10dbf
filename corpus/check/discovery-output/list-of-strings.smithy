$version: "2"

namespace example.bank

use aws.api#clientDiscoveredEndpoint
use aws.api#clientEndpointDiscovery

@clientEndpointDiscovery(operation: DescribeEndpoints, error: Expired)
service Bank {
    version: "1"
    operations: [DescribeEndpoints, Pay]
}

operation DescribeEndpoints {
    input := {
        Operation: String
        Identifiers: Identifiers
    }
    output := {
        Endpoints: Endpoints
    }
}

@clientDiscoveredEndpoint(required: true)
operation Pay {
    errors: [Expired]
}

@error("client")
structure Expired {}

map Identifiers {
    key: String
    value: String
}

list Endpoints {
    member: String
}

structure Endpoint {
    Address: String
    CachePeriodInMinutes: Long
}
