$version: "2"

metadata validators = [
    { name: "EmitEachSelector" }
    { name: "StandardOperationVerb" }
    { name: "MissingSensitiveTrait", configuration: { excludeDefaults: true } }
]

namespace example.weather
