$version: "2"

namespace example.weather

map Temperatures {
    key: Integer
    value: Integer
}
