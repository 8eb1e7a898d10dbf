$version: "2"

namespace example.weather

@mediaType("json")
string Forecast
