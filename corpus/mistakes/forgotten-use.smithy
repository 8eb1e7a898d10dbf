$version: "2.0"

namespace com.example.weather

/// Tells the weather.
@restJson1
service Weather {
    version: "2026-01-01"
    operations: [GetForecast]
}

@readonly
@http(method: "GET", uri: "/forecast")
operation GetForecast {
    output := {
        chanceOfRain: Float
    }
}
