$version: "2"

metadata suppressions = [{ id: "EnumShape" }]

namespace example.weather
