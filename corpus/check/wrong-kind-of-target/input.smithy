$version: "2"

namespace example.weather

operation GetCity {
    input: City
}

string City
