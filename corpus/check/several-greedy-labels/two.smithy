$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/{path+}/{rest+}")
operation GetPicture {
    input := {
        @required
        @httpLabel
        path: String

        @required
        @httpLabel
        rest: String
    }
}
