$version: "2"

metadata validators = [{ name: "CamelCase" }]

namespace example.weather

@trait
structure Measured {}
