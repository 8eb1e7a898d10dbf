$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: CityId }
}

@references([{ resource: City, ids: { cityId: "city" } }])
string CityId
