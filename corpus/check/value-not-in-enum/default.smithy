$version: "2"

namespace example.weather

structure Forecast {
    sky: Sky = "fog"
}

enum Sky {
    SUN = "sun"
    RAIN = "rain"
}
