$version: "2.0"

namespace example.weather

structure City {
    @required
    /// What people call it.
    name: String
}
