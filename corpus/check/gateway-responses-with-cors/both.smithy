$version: "2"

namespace example.weather

use aws.apigateway#gatewayResponses

@cors
@gatewayResponses(
    DEFAULT_4XX: { statusCode: "400" }
)
service Weather {}
