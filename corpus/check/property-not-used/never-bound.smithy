$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
    properties: { name: String, mayor: String }
    read: GetCity
}

@readonly
operation GetCity {
    input := {
        @required
        cityId: String
    }
    output := {
        name: String
    }
}
