$version: "2"

metadata suppressions = [
    { id: "EnumShape", namespace: "example.weather", reason: "The names are those of the old system" }
]

namespace example.weather

enum Season {
    winter
}
