$version: "1.0"

namespace example.weather

@mixin
structure HasCity {}
