$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: CityId }
    resources: [Forecast]
}

resource Forecast {
    identifiers: { cityId: String }
}

string CityId
