$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
}

@references([{ resource: City }])
structure Visit {
    city: String
}
