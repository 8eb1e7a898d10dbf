$version: "2"

namespace example.weather

structure Place with [Named] {}

apply Place$name @required
