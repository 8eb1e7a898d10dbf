$version: "2"

namespace example.weather

operation GetForecast {
    input := {}
    ouput := {}
}
