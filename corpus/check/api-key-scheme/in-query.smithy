$version: "2"

namespace example.weather

@httpApiKeyAuth(name: "token", in: "query", scheme: "ApiKey")
service Weather {}
