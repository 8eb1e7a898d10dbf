$version: "2"

namespace example.weather

structure Reading {
    count: Byte = 300
}
