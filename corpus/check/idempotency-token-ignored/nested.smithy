$version: "2"

namespace example.weather

operation PutForecast {
    input := {
        forecast: Forecast
    }
}

structure Forecast {
    @idempotencyToken
    token: String
}
