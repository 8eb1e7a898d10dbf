$version: "2.0"

namespace example.weather

string Name

@deprecated
apply Name @documentation("A name")
