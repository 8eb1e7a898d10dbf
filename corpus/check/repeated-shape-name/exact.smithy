$version: "2"

metadata validators = [{ name: "RepeatedShapeName", configuration: { exactMatch: true } }]

namespace example.weather

union Station {
    stationName: String
    station: String
}
