$version: "2"

metadata owner = weather

namespace example.weather

string City
