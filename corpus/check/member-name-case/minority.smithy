$version: "2"

metadata validators = [{ name: "CamelCase" }]

namespace example.weather

structure Station {
    name: String
    height: Integer
    WindSpeed: Integer
}
