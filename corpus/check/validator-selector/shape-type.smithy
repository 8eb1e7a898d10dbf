$version: "2"

metadata validators = [
    { name: "EmitEachSelector", configuration: { selector: "strin" } }
    { name: "CamelCase", selector: ":not(string" }
]

namespace example.weather
