$version: "2"

namespace example.weather

use aws.apigateway#authorizers

@httpBasicAuth
@authorizers(
    callers: { scheme: httpBearerAuth, type: "request", uri: "arn:aws:lambda" }
)
service Weather {}
