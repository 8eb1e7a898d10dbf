$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: CityId }
    read: GetCity
}

@readonly
operation GetCity {
    input := {
        @required
        cityId: CityId
    }
}

structure Journey {
    cityId: CityId
}

string CityId
