$version: "2"

metadata validators = [{ name: "CamelCase", configuration: ["upper"] }, { name: "CamelCase", namespaces: "example" }, "CamelCase"]

namespace example.weather
