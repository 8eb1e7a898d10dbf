$version: "2.0"

namespace example.rules

use smithy.rules#endpointRuleSet

@suppress(["UnstableTrait"])
@endpointRuleSet(
    version: "1.0"
    parameters: {}
    rules: {}
)
service Example {}
