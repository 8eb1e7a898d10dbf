$version: "2"

namespace example.weather

service Weather {
    version: "1"
    operations: [
        GetForcast
    ]
}
