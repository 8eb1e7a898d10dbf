$version: "2"

metadata tags = ["a", "b"]
metadata owner = "us"

namespace example.weather

string City
