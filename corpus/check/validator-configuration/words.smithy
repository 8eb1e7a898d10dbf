$version: "2"

metadata validators = [
    { name: "ReservedWords", configuration: { reserved: [{ words: ["in*side"] }] } }
    { name: "MissingSensitiveTrait", configuration: { terms: ["home_planet"] } }
    { name: "ShouldHaveUsedTimestamp", configuration: { additionalPatterns: ["(open"] } }
    { name: "EmitEachSelector", configuration: { selector: "*", bindToTrait: "tags" } }
    { name: "UnreferencedShape", configuration: { roots: "service" } }
]

namespace example.weather
