$version: "2"

namespace example.weather

service Weather {
    rename: { "example.weather#City": "Town" }
}

structure City {}
