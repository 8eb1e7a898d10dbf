$version: "2"

metadata validators = [{ name: "CamelCase" }]

namespace example.weather

string station_name
