$version: "2"

namespace example.weather

resource Town {
    identifiers: { townId: TownId }
    properties: { size: Integer, name: String }
    read: GetTown
    collectionOperations: [CountTowns]
}

string TownId

@mixin
structure Dated {
    @notProperty
    on: Timestamp
}

@readonly
operation GetTown {
    input := for Town {
        @required
        $townId
    }
    output := for Town with [Dated] {
        $size
        $name
        $on
    }
}

@readonly
operation CountTowns {}
