$version: "2"

namespace example.weather

set Cities {
    member: String
}
