$version: "2"

namespace example.weather

@error("client")
@httpError(500)
structure NoSuchCity {}
