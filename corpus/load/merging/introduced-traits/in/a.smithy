$version: "2"

namespace example.weather

@mixin
structure Place {
    @required
    @documentation("Of the mixin.")
    name: String
}

structure Town with [Place] {
    @documentation("Of the town.")
    $name
}

structure Village with [Place] {}

apply Village$name @documentation("Of the village.")
