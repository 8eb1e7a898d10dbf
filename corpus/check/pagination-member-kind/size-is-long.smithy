$version: "2"

namespace example.weather

@readonly
@paginated(inputToken: "token", outputToken: "next", pageSize: "size")
operation ListCities {
    input := {
        token: String
        size: Long
    }
    output := {
        next: String
    }
}
