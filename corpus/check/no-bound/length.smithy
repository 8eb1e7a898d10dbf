$version: "2"

namespace example.weather

@length
string City
