$version: "2.0"

namespace example.weather

structure Place {}

structure City extends Place {}
