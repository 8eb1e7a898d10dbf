$version: "2"

namespace example.weather

enum Wind {
    CALM = 0
}
