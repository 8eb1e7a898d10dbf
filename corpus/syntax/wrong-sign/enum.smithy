$version: "2.0"

namespace example.weather

enum Sky {
    CLEAR: "clear"
    CLOUDY = "cloudy"
}
