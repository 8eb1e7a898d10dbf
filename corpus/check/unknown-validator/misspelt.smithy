$version: "2"

metadata validators = [{ name: "CamelCases" }, { name: "HouseRules" }]

namespace example.weather
