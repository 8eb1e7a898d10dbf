$version: "2"

namespace example.weather

apply Forcast @documentation("Tomorrow.")

structure Forecast {}
