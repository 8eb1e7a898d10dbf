$version: "2.0"

namespace example.rules

use smithy.rules#staticContextParams

@suppress(["UnstableTrait"])
@staticContextParams(
    Mode: { value: null }
)
operation Get {}
