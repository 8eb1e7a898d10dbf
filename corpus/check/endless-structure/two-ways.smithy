$version: "2"

namespace example.weather

structure City {
    @required
    twin: City

    @required
    neighbour: City
}
