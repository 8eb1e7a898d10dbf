$version: "2"

namespace example.weather

use smithy.contracts#conditions

@conditions(
    StartsFirst: {
        expression: "strat < end"
        documentation: "A storm starts before it ends."
    }
)
structure Storm {
    start: Timestamp
    end: Timestamp
    name: String
}
