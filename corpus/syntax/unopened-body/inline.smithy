$version: "2.0"

namespace example.weather

operation GetCity {
    input :=
        id: String
    }
    output := {
        name: String
    }
}
