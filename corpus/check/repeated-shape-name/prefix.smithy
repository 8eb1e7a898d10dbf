$version: "2"

metadata validators = [{ name: "RepeatedShapeName" }]

namespace example.weather

structure Station {
    stationName: String
    height: Integer
}
