$version: "2.0"

namespace example.weather

@length(min: 01)
string Code
