$version: "2"

namespace example.weather

service Weather {
    resources: [City, Country]
}

resource City {
    resources: [Forecast]
}

resource Country {
    resources: [Forecast]
}

resource Forecast {}
