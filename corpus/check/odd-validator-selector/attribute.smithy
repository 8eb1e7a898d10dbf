$version: "2"

metadata validators = [
    { name: "EmitEachSelector", configuration: { selector: "[name=Station]", messageTemplate: "@{nam}" } }
]

namespace example.weather
