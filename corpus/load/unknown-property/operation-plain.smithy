$version: "2"

namespace example.weather

operation GetForecast {
    version: "1"
}
