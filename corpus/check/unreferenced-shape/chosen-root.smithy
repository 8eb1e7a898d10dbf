$version: "2"

metadata validators = [
    { name: "UnreferencedShape", severity: "WARNING", configuration: { rootShapeSelector: "[trait|error]" } }
]

namespace example.weather

@error("client")
structure Storm {
    place: Place
}

structure Place {}

structure Station {
    place: Place
}
