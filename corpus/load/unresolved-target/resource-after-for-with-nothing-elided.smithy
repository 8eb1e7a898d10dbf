$version: "2"

namespace example.weather

structure Forecast for Town {
    townId: String
}
