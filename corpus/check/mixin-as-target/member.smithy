$version: "2"

namespace example.weather

structure City {
    place: Place
}

@mixin
structure Place {}
