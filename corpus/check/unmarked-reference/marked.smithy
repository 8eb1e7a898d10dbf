$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: CityId }
}

@references([{ resource: City }])
structure Visit {
    cityId: CityId
}

string CityId
