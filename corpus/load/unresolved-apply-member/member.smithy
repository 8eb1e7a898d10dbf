$version: "2"

namespace example.weather

apply Forecast$cty @required

structure Forecast {
    city: String
}
