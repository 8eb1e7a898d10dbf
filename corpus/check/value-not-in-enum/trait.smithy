$version: "2"

namespace example.weather

@timestampFormat("date-tme")
timestamp Noon
