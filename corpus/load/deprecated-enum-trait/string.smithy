$version: "2"

namespace example.weather

@enum([
    {
        value: "clear"
        name: "CLEAR"
    }
])
string Sky
