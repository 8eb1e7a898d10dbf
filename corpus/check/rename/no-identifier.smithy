$version: "2"

namespace example.weather

service Weather {
    operations: [GetCity]
    rename: { "example.weather#City": "A City" }
}

operation GetCity {
    output := {
        city: City
    }
}

structure City {}
