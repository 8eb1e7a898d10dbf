$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/forecast", code: 204)
operation GetForecast {
    output := {
        celsius: Integer
    }
}
