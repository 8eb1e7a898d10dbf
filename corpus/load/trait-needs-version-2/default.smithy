$version: "1.0"

namespace example.weather

structure Place {
    @default("a")
    name: String
}
