$version: "2"

metadata validators = [{ name: "CamelCase", severity: "ERROR" }]

namespace example.weather
