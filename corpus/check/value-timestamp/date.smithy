$version: "2"

namespace example.weather

structure City {
    founded: Timestamp = "1624-05-04"
}
