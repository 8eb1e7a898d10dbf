$version: "2"

namespace example.weather

@readonly
@paginated(inputToken: "token", outputToken: "next", items: "page.of.cities")
operation ListCities {
    input := {
        token: String
    }
    output := {
        next: String
        page: Page
    }
}

structure Page {
    of: Cities
}

structure Cities {
    cities: Names
}

list Names {
    member: String
}
