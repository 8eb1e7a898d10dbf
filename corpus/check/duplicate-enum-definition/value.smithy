$version: "2"

namespace example.weather

@enum([
    { name: "SUN", value: "sun" }
    { name: "SUNNY", value: "sun" }
])
string Sky
