$version: "2"

namespace example.weather

operation GetCity {
    input: GetCityInput
}

operation Get {
    input: GetCityInput
}

@input
structure GetCityInput {}
