$version: "1.0"

namespace example.weather

enum Sky {
    CLEAR
}
