$version: "2"

namespace example.weather

@endpoint(hostPrefix: "{city}{country}.")
operation GetForecast {
    input := {
        @required
        @hostLabel
        city: String

        @required
        @hostLabel
        country: String
    }
}
