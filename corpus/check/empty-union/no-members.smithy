$version: "2"

namespace example.weather

union Reading {}
