$version: "2"

metadata owner = "sun"
metadata owner = "rain"

namespace example.weather
