$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/städte")
operation ListCities {}
