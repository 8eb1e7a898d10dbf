$version: "2"

metadata suppressions = [
    { id: "EnumShape", namespace: "example.weather", reason: "The names are those of the old system." }
    { id: "EnumShape", namespace: "example.climate" }
    { id: "UnstableTrait", namespace: "*" }
]

namespace example.weather

enum Season {
    winter
}
