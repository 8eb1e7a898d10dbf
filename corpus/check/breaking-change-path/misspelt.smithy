$version: "2"

namespace example.weather

@trait(breakingChanges: [
    { path: "/color", change: "update" }
    { change: "presence" }
])
structure paint {
    colour: String
}
