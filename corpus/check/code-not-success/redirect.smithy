$version: "2"

namespace example.weather

@readonly
@http(method: "GET", uri: "/forecast", code: 301)
operation GetForecast {}
