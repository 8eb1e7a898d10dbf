$version: "2"

namespace example.weather

@tags(["a"])
@tags(["b"])
string City
