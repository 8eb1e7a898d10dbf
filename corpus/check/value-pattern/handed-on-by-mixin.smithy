$version: "2"

namespace example.weather

@trait
@pattern("^[a-z]+$")
string colour

@mixin
@colour("RED")
structure Paint {}

structure Wall with [Paint] {}
