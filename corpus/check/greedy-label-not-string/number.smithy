$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/{year+}")
operation GetPicture {
    input := {
        @required
        @httpLabel
        year: Integer
    }
}
