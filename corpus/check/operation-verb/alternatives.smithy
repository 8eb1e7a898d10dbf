$version: "2"

metadata validators = [
    {
        name: "StandardOperationVerb"
        configuration: {
            verbs: ["Create", "Get"]
            prefixes: ["Batch"]
            suggestAlternatives: { Make: ["Create"] }
        }
    }
]

namespace example.weather

operation MakeStation {}

operation BatchCrateStation {}

operation OpenStation {}

operation GetStation {}
