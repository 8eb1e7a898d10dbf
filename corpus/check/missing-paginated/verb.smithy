$version: "2"

metadata validators = [{ name: "MissingPaginatedTrait" }]

namespace example.weather

@readonly
operation ListStations {
    output := {
        names: Names
    }
}

list Names {
    member: String
}
