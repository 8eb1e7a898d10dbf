$version: "2"

namespace example.weather

operation GetCity {
    output: GetCityAnswer
}

@input
structure GetCityAnswer {}
