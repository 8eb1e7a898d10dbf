$version: "2"

namespace example.weather

@examples([
    {
        title: "By number"
        input: { name: 5, extra: true }
    }
])
operation Find {
    input := {
        @required
        name: String

        @required
        country: String
    }
}
