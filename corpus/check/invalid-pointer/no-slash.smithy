$version: "2"

namespace example.weather

@trait(breakingChanges: [{ path: "colour", change: "any" }])
structure paint {
    colour: String
}
