$version: "2"

namespace example.weather

@range(min: 0, maxx: 40)
integer Degrees
