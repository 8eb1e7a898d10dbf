$version: "2"

metadata validators = [
    { name: "EmitEachSelector", configuration: { selector: "string", messageTemplate: "mail me@example.com" } }
]

namespace example.weather
