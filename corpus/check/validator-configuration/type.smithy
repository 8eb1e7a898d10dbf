$version: "2"

metadata validators = [
    { name: "RepeatedShapeName", configuration: { exactMatch: "yes" } }
    { name: "CamelCase", configuration: { memberNames: "uper" } }
    { name: "AbbreviationName", configuration: { allowedAbbreviations: ["HTTP", 5] } }
]

namespace example.weather
