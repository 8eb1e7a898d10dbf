$version: "2"

namespace example.weather

enum Sky {
    SUN = "sun"
    SUNNY = "sun"
}
