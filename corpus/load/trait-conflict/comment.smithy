$version: "2"

namespace example.weather

/// Tomorrow.
@documentation("Today.")
structure Forecast {}
