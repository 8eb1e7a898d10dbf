$version: "2"

namespace example.weather

@enum([
    { value: "sun" }
])
string Sky
