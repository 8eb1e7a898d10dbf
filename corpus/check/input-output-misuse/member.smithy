$version: "2"

namespace example.weather

operation GetCity {
    input: GetCityInput
}

@input
structure GetCityInput {}

structure Request {
    input: GetCityInput
}
