$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
    properties: { name: String }
    create: CreateCity
    read: GetCity
}

operation CreateCity {
    input := {
        nmae: String
    }
    output := {
        @required
        cityId: String
    }
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
