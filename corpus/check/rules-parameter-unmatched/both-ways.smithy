$version: "2.0"

namespace example.rules

use smithy.rules#clientContextParams
use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.1"
    parameters: {
        Tenant: { type: "string", documentation: "Whose data" }
    }
    rules: [
        {
            type: "endpoint"
            endpoint: { url: "https://example.com" }
        }
    ]
)
@clientContextParams(
    Tenent: { type: "string", documentation: "Whose data" }
)
service Example {}
