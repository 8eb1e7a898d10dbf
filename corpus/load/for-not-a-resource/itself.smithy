$version: "2"

namespace example.weather

structure Forecast for Forecast {
    $id
}
