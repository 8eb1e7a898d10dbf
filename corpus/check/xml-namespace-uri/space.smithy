$version: "2"

namespace example.weather

@xmlNamespace(uri: "http://weather example")
structure City {}
