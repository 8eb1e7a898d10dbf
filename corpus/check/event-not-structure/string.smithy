$version: "2"

namespace example.weather

@streaming
union Readings {
    celsius: Degrees
}

string Degrees
