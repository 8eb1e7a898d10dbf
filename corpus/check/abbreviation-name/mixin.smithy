$version: "2"

metadata validators = [{ name: "AbbreviationName" }]

namespace example.weather

@mixin
structure Place {
    postalID: String
}

structure Station with [Place] {}

structure City with [Place] {}
