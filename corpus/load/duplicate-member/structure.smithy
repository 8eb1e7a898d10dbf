$version: "2"

namespace example.weather

structure Forecast {
    chanceOfRain: Float
    wind: Float
    chanceOfRain: Double
}
