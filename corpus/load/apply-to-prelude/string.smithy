$version: "2"

namespace example.weather

apply String @sensitive
