$version: "2"

namespace example.weather

enum Sky {
    UNKNOWN = ""
}
