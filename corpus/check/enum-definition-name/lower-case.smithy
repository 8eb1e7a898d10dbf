$version: "2"

namespace example.weather

@enum([
    { name: "sun", value: "sun" }
])
string Sky
