$version: "2"

namespace example.weather

intEnum Wind {
    CALM
}
