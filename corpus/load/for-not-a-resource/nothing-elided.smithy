$version: "2"

namespace example.weather

structure City {}

structure Forecast for City {
    id: String
}
