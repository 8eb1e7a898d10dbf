$version: "2"

namespace example.weather

@http(method: "POST", uri: "/{city}")
operation PostForecast {
    input := {
        @required
        @httpLabel
        @httpQuery("city")
        city: String
    }
}
