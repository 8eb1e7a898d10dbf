$version: "2"

namespace example.weather

operation GetCity {
    input: CityQuery
}

structure CityQuery {}

structure GetCityInput {}
