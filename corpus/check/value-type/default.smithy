$version: "2"

namespace example.weather

structure City {
    capital: Boolean = "true"
}
