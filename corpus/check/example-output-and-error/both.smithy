$version: "2"

namespace example.weather

@examples([
    {
        title: "Both"
        output: {}
        error: { shapeId: NotFound, content: {} }
    }
])
operation Find {
    output := {}
    errors: [NotFound]
}

@error("client")
structure NotFound {}
