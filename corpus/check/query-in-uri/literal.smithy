$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/forecast?city")
operation GetForecast {
    input := {
        @httpQuery("city")
        city: String
    }
}
