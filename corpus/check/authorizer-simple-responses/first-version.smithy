$version: "2"

namespace example.weather

use aws.apigateway#authorizers

@httpBasicAuth
@authorizers(
    callers: {
        scheme: httpBasicAuth
        type: "request"
        uri: "arn:aws:lambda"
        authorizerPayloadFormatVersion: "1.0"
        enableSimpleResponses: true
    }
)
service Weather {}
