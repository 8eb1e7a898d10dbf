$version: "2"

namespace example.weather

@trait
string note
