$version: "2"

namespace example.weather

structure City {
    names: Names = ["Oslo"]
}

list Names {
    member: String
}
