$version: "2"

namespace example.weather

/// Where.
string City
