$version: "2"

namespace example.weather

@readonly
@http(method: "get", uri: "/cities")
operation ListCities {}
