$version: "2.0"

namespace example.weather

service Weather {
    version: "2020-01-01"
    operations: [GetCity, ListCities
    rename: {}
}

operation GetCity {}

operation ListCities {}
