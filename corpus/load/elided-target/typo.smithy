$version: "2"

namespace example.weather

resource City {
    identifiers: {
        cityId: String
    }
}

structure Forecast for City {
    $cityID
}
