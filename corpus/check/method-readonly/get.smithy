$version: "2"

namespace example.weather

@http(method: "GET", uri: "/cities")
operation ListCities {}
