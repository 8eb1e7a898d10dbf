$version: "2"

namespace example.weather

@references([{ resource: Place }])
structure Visit {
    placeId: String
}

structure Place {}
