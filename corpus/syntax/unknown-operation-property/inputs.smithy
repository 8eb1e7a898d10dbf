$version: "2.0"

namespace example.weather

operation GetCity {
    inputs: GetCityInput
    errors: []
}

structure GetCityInput {}
