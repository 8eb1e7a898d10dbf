$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/cities/{cityId}")
operation GetCity {
    input := {
        @required
        @httpQuery("id")
        cityId: String
    }
}
