$version: "2.0"

namespace example.weather

string Name

namespace example.traffic

string Street
