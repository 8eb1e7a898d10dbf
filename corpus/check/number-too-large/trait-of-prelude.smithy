$version: "2"

namespace example.weather

@retryable
@error("server")
@httpError(99999999999)
structure Down {}
