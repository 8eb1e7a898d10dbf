$version: "2"

namespace example.weather

@endpoint(hostPrefix: "{regon}.data.")
operation GetForecast {
    input := {
        @required
        @hostLabel
        region: String
    }
}
