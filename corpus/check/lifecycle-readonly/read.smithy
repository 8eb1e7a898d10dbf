$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
    read: GetCity
}

operation GetCity {
    input := for City {
        @required
        $cityId
    }
}
