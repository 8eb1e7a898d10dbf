$version: "2"

namespace example.weather

@http(method: "PUT", uri: "/cities")
operation PutCity {}
