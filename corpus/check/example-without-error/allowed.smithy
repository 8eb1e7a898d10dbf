$version: "2"

namespace example.weather

@examples([{
    title: "Too long"
    input: { name: "abc" }
    allowConstraintErrors: true
}])
operation Find {
    input := {
        @length(max: 2)
        name: String
    }
}
