$version: "2"

metadata shapes = [City, String, example.weather#City]

namespace example.weather

string City
