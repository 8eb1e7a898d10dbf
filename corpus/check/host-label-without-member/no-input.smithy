$version: "2"

namespace example.weather

@endpoint(hostPrefix: "{city}.")
operation GetForecast {}
