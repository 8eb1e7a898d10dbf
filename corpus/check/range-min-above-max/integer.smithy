$version: "2"

namespace example.weather

@range(min: 10, max: 1)
integer Degrees
