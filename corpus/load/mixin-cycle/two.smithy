$version: "2"

namespace example.weather

@mixin
structure Sun with [Rain] {}

@mixin
structure Rain with [Sun] {}
