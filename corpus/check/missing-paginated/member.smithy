$version: "2"

metadata validators = [{ name: "MissingPaginatedTrait" }]

namespace example.weather

@readonly
operation FindStations {
    input := {
        nextToken: String
    }
}
