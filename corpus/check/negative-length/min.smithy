$version: "2"

namespace example.weather

@length(min: -1)
string City
