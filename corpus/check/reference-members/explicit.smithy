$version: "2"

namespace example.weather

resource City {
    identifiers: { countryId: String, cityId: String }
}

@references([{
    resource: City
    ids: { cityId: "city", countryId: "country" }
}])
structure Visit {
    @required
    city: Integer
}
