$version: "2.0"

namespace example.weather

structure Country {
    cities: [String]
}
