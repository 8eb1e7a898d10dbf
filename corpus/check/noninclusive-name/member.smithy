$version: "2"

metadata validators = [{ name: "NoninclusiveTerms", configuration: { terms: { mankind: ["humankind"] } } }]

namespace example.weather

structure Station {
    masterClock: String
    mankindRating: Integer
}
