$version: "2"

metadata validators = [{ id: "House.Names" }]

namespace example.weather
