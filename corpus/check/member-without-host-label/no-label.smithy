$version: "2"

namespace example.weather

@endpoint(hostPrefix: "data.")
operation GetForecast {
    input := {
        @required
        @hostLabel
        city: String
    }
}
