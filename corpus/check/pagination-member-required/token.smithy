$version: "2"

namespace example.weather

@readonly
@paginated(inputToken: "token", outputToken: "next")
operation ListCities {
    input := {
        @required
        token: String
    }
    output := {
        next: String
    }
}
