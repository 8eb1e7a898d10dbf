$version: "2"

metadata validators = [{ name: "StandardOperationVerb", configuration: { verbs: ["Get"], prefixes: ["Batch"] } }]

namespace example.weather

operation Batch {}
