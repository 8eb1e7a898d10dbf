$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: Integer }
}
