$version: "2.0"

namespace example.weather

/// A city.
structure City {
    @documentation("What people call it)
    name: String

    @documentation("How many people live there")
    population: Integer
}

@documentation("A country")
structure Country {
    cities: Cities
}

list Cities {
    member: City
}
