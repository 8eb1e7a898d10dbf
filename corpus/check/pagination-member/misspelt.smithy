$version: "2"

namespace example.weather

@readonly
@paginated(inputToken: "tokn", outputToken: "next")
operation ListCities {
    input := {
        token: String
    }
    output := {
        next: String
    }
}
