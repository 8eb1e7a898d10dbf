$version: "2"

metadata validators = [{ name: "NoninclusiveTerms" }]

namespace example.weather

/// The whitelist of stations.
@tags(["plain", "blacklisted"])
structure Stations {}
