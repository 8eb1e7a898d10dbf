$version: "2"

namespace example.weather

@readonly
@http(method: "POST", uri: "/cities")
operation CreateCity {}
