$version: "2"

namespace example.weather

structure Forecast {
    chanceOfRain: Float
    chanceofrain: Float
}
