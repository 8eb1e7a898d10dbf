$version: "2"

namespace example.weather

structure Forecast {
    city: City
}

resource City {
    identifiers: { cityId: String }
}
