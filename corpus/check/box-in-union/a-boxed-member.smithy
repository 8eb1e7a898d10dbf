$version: "1.0"

namespace example.weather

union Reading {
    @box
    celsius: Degrees

    text: String
}

@box
float Degrees
