$version: "2"

namespace example.weather

@documentation(5)
structure City {}
