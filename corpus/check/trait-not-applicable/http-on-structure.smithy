$version: "2"

namespace example.weather

@http(method: "GET", uri: "/")
structure City {}
