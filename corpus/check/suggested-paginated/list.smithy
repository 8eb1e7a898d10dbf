$version: "2"

metadata validators = [{ name: "MissingPaginatedTrait" }]

namespace example.weather

@readonly
operation GetStations {
    output := {
        names: Names
    }
}

list Names {
    member: String
}
