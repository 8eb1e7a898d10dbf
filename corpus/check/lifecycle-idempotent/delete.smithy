$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
    delete: DeleteCity
}

operation DeleteCity {
    input := for City {
        @required
        $cityId
    }
}
