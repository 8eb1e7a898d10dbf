$version: "2"

namespace example.weather

structure City {
    @length(min: 1)
    name: String = ""
}
