$version: "3"

namespace example.weather

string City
