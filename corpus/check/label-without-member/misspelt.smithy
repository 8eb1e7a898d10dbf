$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/cities/{ctyId}")
operation GetCity {
    input := {
        @required
        @httpLabel
        cityId: String
    }
}
