$version: "2"

namespace example.weather

structure Forecast {
    city: String
}

structure Forecast {
    city: String
    wind: Float
}
