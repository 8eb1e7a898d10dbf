$version: "2"

namespace example.places

structure City {}
