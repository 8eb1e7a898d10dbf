$version: "2"

namespace example.weather

@trait(breakingChanges: [
    { path: "/layers/member/colour", change: "any" }
    { path: "/layers/member/colour/red", change: "any" }
])
structure paint {
    layers: Layers
}

list Layers {
    member: Layer
}

structure Layer {
    colour: String
}
