$version: "2"

namespace example.weather

use aws.protocols#restJson1

@restJson1
service Weather {
    operations: [GetForecast, GetCity]
}

@readonly
@http(method: "GET", uri: "/forecast")
operation GetForecast {}

@readonly
operation GetCity {}
