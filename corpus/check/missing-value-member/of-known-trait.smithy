$version: "2"

namespace example.weather

@http(method: "POST")
operation CreateCity {}
