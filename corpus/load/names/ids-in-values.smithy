$version: "2"

namespace example.weather

@trait
list links {
    @idRef
    member: String
}

@links([City, String, City$name, "example.weather#City", example.weather#City])
structure City {
    name: String
}
