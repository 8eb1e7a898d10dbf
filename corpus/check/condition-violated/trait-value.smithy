$version: "2"

namespace example.weather

use smithy.contracts#conditions

@trait
@conditions(
    LowestFirst: {
        expression: "lowest == null || lowest <= highest"
        documentation: "The lowest temperature is not above the highest."
    }
)
structure temperatures {
    lowest: Integer
    highest: Integer
}

@temperatures(lowest: 3, highest: 9)
structure Oslo {}

@temperatures(lowest: 9, highest: 3)
structure Bergen {}
