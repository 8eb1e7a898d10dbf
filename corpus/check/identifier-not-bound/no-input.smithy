$version: "2"

namespace example.weather

resource City {
    identifiers: { cityId: String }
    read: GetCity
}

@readonly
operation GetCity {}
