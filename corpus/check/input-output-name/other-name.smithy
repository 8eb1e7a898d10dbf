$version: "2"

namespace example.weather

operation GetCity {
    input: CityRequest
}

@input
structure CityRequest {}
