$version: "2"

namespace example.weather

@error("user")
structure NoSuchCity {}
