$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
    properties: { height: Integer }
    read: GetCity
}

@readonly
operation GetCity {
    input := {
        @required
        cityId: String
    }
    output := {
        height: Float
    }
}
