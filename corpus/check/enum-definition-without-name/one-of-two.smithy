$version: "2"

namespace example.weather

@enum([
    { name: "SUN", value: "sun" }
    { value: "rain" }
])
string Sky
