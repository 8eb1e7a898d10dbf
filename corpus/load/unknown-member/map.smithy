$version: "2"

namespace example.weather

map Forecasts {
    key: String
    value: String
    default: String
}
