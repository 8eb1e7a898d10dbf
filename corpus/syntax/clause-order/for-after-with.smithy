$version: "2.0"

namespace example.weather

resource City {
    identifiers: { id: String }
}

@mixin
structure Named {
    name: String
}

structure CityData with [Named] for City {
    $id
}
