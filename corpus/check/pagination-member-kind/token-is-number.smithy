$version: "2"

namespace example.weather

@readonly
@paginated(inputToken: "token", outputToken: "next")
operation ListCities {
    input := {
        token: Integer
    }
    output := {
        next: String
    }
}
