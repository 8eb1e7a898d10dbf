$version: "2"

namespace example.weather

structure Forecast {
    @box
    wind: Integer
}
