$version: "2"

namespace example.weather

operation GetCity {
    input: GetCityInput
}

operation FindCity {
    input: GetCityInput
}

@input
structure GetCityInput {}
