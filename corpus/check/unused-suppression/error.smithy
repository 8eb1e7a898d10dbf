$version: "2"

namespace example.weather

@suppress(["Union"])
union Season {}
