$version: "2"

namespace example.weather

service Weather {
    operations: [FindCity]
    resources: [City]
}

resource City {
    identifiers: { cityId: String }
}

operation FindCity {
    input := {
        name: String
    }
    output := {
        @required
        cityId: String
    }
}
