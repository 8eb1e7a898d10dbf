$version: "2"

namespace example.weather

resource City {
    resources: [Country]
}

resource Country {
    resources: [City]
}
