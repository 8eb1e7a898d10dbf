$version: "2.0"

namespace example.weather

/* A city. */
structure City {}
