$version: "2"

namespace example.weather

structure City {
    @pattern("^(\\w+\\s?)+(?<!x)$")
    name: String = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"
}
