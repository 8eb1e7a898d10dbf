$version: "2"

namespace example.weather

@httpBasicAuth
@httpBearerAuth
service Weather {}
