$version: "2"

namespace example.weather

service Weather {
    operations: [City]
}

structure City {}
