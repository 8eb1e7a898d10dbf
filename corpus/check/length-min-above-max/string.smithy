$version: "2"

namespace example.weather

@length(min: 10, max: 1)
string City
