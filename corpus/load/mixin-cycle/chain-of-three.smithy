$version: "2"

namespace example.weather

@mixin
structure A with [B] {}

@mixin
structure B with [C] {}

@mixin
structure C with [A] {}

structure Uses with [A] {}
