$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/forecast")
operation GetForecast {
    input := {
        city: String
    }
}
