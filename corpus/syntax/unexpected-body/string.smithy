$version: "2.0"

namespace example.weather

string Name {
    pattern: "[a-z]+"
}
