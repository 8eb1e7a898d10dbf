$version: "2"

namespace example.bank

use aws.api#clientDiscoveredEndpoint

service Bank {
    version: "1"
    operations: [Pay]
}

@clientDiscoveredEndpoint(required: true)
operation Pay {}
