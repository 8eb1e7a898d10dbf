$version: "2"

namespace example.weather

list Cities {
    members: String
}
