$version: "2"

namespace example.weather

service Weather {
    operations: [ListCities]
}

@readonly
@paginated(inputToken: "token")
operation ListCities {
    input := {
        token: String
    }
    output := {
        next: String
    }
}
