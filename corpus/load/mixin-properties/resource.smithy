$version: "2"

namespace example.weather

@mixin
resource Place {
    identifiers: {
        city: String
    }
}
