$version: "2"

namespace example.weather

@pattern("^[a-z$")
string City
