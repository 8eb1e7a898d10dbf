$version: "2"

namespace example.weather

resource Town {
    identifiers: { townId: String }
}

structure Forecast for Town {
    $townName
}
