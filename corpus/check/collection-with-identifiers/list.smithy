$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
    list: ListCities
}

@readonly
operation ListCities {
    input := for City {
        @required
        $cityId
    }
}
