$version: "2"

namespace example.weather

structure Place with [Named, Dated] {
    $name
}
