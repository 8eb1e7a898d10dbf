$version: "2"

namespace example.weather

@readonly
@http(method: "OPTIONS", uri: "/cities")
operation DescribeCities {}
