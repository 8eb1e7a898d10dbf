$version: "2"

namespace example.weather

@readonly
@paginated(inputToken: "page.token", outputToken: "next")
operation ListCities {
    input := {
        token: String
    }
    output := {
        next: String
    }
}
