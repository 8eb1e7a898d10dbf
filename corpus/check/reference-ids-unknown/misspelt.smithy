$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
}

@references([{ resource: City, ids: { cityld: "city" } }])
structure Visit {
    @required
    city: String
}
