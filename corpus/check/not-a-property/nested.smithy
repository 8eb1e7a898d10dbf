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
    }
    output := {
        @nestedProperties
        city: CityDetails

        requestId: String
    }
}

structure CityDetails {
    name: String
    size: Integer
}
