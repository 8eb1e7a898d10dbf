$version: "2"

namespace example.weather

@readonly
@paginated(inputToken: "token", outputToken: "next", pageSize: "size")
operation ListCities {
    input := {
        token: String

        @required
        size: Integer
    }
    output := {
        next: String
    }
}
