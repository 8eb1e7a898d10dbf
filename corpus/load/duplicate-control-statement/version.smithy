$version: "2"
$version: "2.0"

namespace example.weather

string City
