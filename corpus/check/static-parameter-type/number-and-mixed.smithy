$version: "2.0"

namespace example.rules

use smithy.rules#staticContextParams

@suppress(["UnstableTrait"])
@staticContextParams(
    Count: { value: 3 }
    Names: {
        value: ["a", true]
    }
    Fine: { value: "yes" }
)
operation Get {}
