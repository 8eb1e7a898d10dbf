$version: "2"

namespace example.weather

@trait(selector: "structure > mamber")
structure seasonal {}
