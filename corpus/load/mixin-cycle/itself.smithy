$version: "2"

namespace example.weather

@mixin
structure Sun with [Sun] {}
