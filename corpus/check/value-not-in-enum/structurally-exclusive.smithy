$version: "2"

namespace example.weather

@trait(structurallyExclusive: "members")
structure paint {}
