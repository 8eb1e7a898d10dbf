$version: "2"

namespace example.weather

structure City {
    name: Nam
}

@untold
string Name
