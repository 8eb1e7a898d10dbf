$version: "2"

namespace example.weather

@metadata(key: "audience")
string Audience

@metadata(key: "audience")
integer AudienceSize
