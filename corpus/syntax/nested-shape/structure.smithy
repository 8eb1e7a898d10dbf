$version: "2.0"

namespace example.weather

structure City {
    structure Place {
        latitude: Float
    }
    name: String
}
