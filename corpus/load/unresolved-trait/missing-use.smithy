$version: "2"

namespace example.weather

@restJson1
service Weather {
    version: "1"
}
