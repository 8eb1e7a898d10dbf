$version: "2"

namespace example.weather

structure City {
    name: String

    @jsonName("name")
    title: String
}
