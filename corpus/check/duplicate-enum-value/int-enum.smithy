$version: "2"

namespace example.weather

intEnum Wind {
    CALM = 0
    STILL = 0
}
