$version: "2"

namespace example.weather

service Weather {
    operations: [GetForecast, GetCity]
}

@readonly
@http(method: "GET", uri: "/forecast")
operation GetForecast {}

@readonly
operation GetCity {}
