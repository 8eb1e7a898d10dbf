$version: "2"

namespace example.weather

@documentation("Tomorrow.")
structure Forecast {}

apply Forecast @documentation("Today.")
