$version: "2.0"

namespace example.weather

@pattern("^\d+$")
string Code
