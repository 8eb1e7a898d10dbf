$version: "2.0"

namespace example.rules

use smithy.rules#clientContextParams

@suppress(["UnstableTrait"])
@clientContextParams(
    Tenant: { type: "text", documentation: "Whose data" }
)
service Example {}
