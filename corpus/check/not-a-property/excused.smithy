$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
    properties: { name: String }
    read: GetCity
}

@readonly
operation GetCity {
    input := {
        @required
        cityId: String

        @notProperty
        verbose: Boolean
    }
    output := {
        @property(name: "name")
        cityName: String
    }
}
