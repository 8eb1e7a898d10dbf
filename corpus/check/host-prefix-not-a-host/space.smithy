$version: "2"

namespace example.weather

@endpoint(hostPrefix: "my data.")
operation GetForecast {}
