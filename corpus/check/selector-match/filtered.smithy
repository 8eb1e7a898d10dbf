$version: "2"

metadata validators = [
    {
        name: "EmitEachSelector"
        id: "House.OnlyInnerNumbers"
        namespaces: ["example.weather"]
        selector: "[id|name$=Count]"
        configuration: { selector: "integer" }
    }
    {
        name: "EmitEachSelector"
        id: "House.ElsewhereOnly"
        namespaces: ["example.climate"]
        configuration: { selector: "integer" }
    }
]

namespace example.weather

integer Height

integer StormCount
