$version: "2.0"

namespace example.weather

structureCity {
    name: String
}
