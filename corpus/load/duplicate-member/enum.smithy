$version: "2"

namespace example.weather

enum Sky {
    CLEAR
    CLOUDY
    CLEAR = "clear"
}
