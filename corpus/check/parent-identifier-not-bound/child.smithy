$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
    resources: [Forecast]
}

resource Forecast {
    identifiers: { cityId: String, day: String }
    list: ListForecasts
}

@readonly
operation ListForecasts {}
