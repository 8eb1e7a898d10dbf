$version: "2"

namespace example.weather

structure Forecast {
    city: example.places#City
}
