$version: "2"

namespace example.weather

operation GetForecast {
    input: GetForecastInput
    input: Unit
}

@input
structure GetForecastInput {}
