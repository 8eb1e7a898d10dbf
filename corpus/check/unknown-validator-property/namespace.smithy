$version: "2"

metadata validators = [
    { name: "CamelCase", namespace: "example", configuration: { membernames: "upper" } }
    { name: "StutteredShapeName", configuration: { depth: 3 } }
]

namespace example.weather
