$version: "2"

metadata audience = "everybody"

namespace example.weather

@metadata(key: "audience")
integer Audience
