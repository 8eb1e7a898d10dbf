$version: "2"

namespace example.weather

operation UpdateCity {
    input := {
        name: String = ""
    }
}
