$version: "2"

metadata validators = [{ name: "StutteredShapeName" }]

namespace example.weather

structure Station {
    station_name: String
}
