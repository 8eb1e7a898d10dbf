$version: "2"

namespace example.weather

@range(min: 0.5)
integer Degrees
