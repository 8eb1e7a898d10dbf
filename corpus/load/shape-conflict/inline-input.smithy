$version: "2"

namespace example.weather

operation GetForecast {
    input := {
        city: String
    }
}

structure GetForecastInput {
    town: String
}
