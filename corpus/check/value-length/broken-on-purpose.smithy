$version: "2"

namespace example.weather

@examples([
    {
        title: "Too long"
        input: { name: "abc" }
        allowConstraintErrors: true
        error: { shapeId: TooLong }
    }
])
operation Find {
    input := {
        @length(max: 2)
        name: String

        @required
        country: String
    }
    errors: [TooLong]
}

@error("client")
structure TooLong {}
