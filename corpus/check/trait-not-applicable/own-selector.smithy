$version: "2"

namespace example.weather

@trait(selector: "structure :test(> member [id|member = city])")
structure urban {}

@urban
structure Field {}
