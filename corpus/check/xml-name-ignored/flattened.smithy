$version: "2"

namespace example.weather

structure City {
    @xmlFlattened
    names: Names
}

list Names {
    @xmlName("name")
    member: String
}
