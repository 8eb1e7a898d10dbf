$version: "2"

namespace example.weather

service Weather {
    operations: [Find]
    errors: [NotFound]
}

@examples([
    {
        title: "Nothing there"
        error: { shapeId: NotFound, content: { message: "Nothing" } }
    }
])
operation Find {}

@error("client")
structure NotFound {
    message: String
}
