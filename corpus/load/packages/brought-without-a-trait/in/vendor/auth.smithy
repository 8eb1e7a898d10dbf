$version: "2"

namespace aws.auth

@trait(selector: "service")
structure sigv4 {
    @required
    name: String
}
