$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/cities")
operation GetCity {
    input := {
        @required
        @httpLabel
        cityId: String
    }
}
