$version: "2"

namespace example.weather

use aws.apigateway#endpointConfiguration

@endpointConfiguration(types: ["PRIVATE"], ipAddressType: "ipv4")
service Weather {}
