$version: "2.0"

namespace example.weather

@documentation("caf\ue9")
string Cafe
