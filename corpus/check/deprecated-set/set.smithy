$version: "1.0"

namespace example.weather

set Cities {
    member: String
}
