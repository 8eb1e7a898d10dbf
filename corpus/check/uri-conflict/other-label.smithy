$version: "2"

namespace example.weather

service Weather {
    operations: [GetCity, GetTown]
}

@readonly
@http(method: "GET", uri: "/places/{city}")
operation GetCity {
    input := {
        @required
        @httpLabel
        city: String
    }
}

@readonly
@http(method: "GET", uri: "/places/{town}")
operation GetTown {
    input := {
        @required
        @httpLabel
        town: String
    }
}
