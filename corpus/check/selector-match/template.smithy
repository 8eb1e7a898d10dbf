$version: "2"

metadata validators = [
    {
        name: "EmitEachSelector"
        id: "House.Tags"
        configuration: {
            selector: "structure $members(> member) [trait|tags]"
            bindToTrait: tags
            messageTemplate: "@{id|name} has @@tags @{trait|tags} and the members @{var|members|id|member}"
        }
    }
]

namespace example.weather

@tags(["old", "big"])
structure Station {
    name: String
    height: Integer
}
