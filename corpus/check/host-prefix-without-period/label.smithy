$version: "2"

namespace example.weather

@endpoint(hostPrefix: "data-{city}")
operation GetForecast {
    input := {
        @required
        @hostLabel
        city: String
    }
}
