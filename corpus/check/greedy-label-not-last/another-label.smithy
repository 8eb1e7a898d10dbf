$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/{path+}/{name}")
operation GetPicture {
    input := {
        @required
        @httpLabel
        path: String

        @required
        @httpLabel
        name: String
    }
}
