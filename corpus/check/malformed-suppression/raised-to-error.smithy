$version: "2"

metadata severityOverrides = [{ namespace: "*", id: "EnumShape", severity: "ERROR" }]

namespace example.weather
