$version: "2"

namespace example.weather

resource City {
    identifiers: { countryId: String, cityId: String }
}

@references([{ resource: City }])
string Address
