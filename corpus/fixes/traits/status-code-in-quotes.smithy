$version: "2.0"

namespace com.example.orders

@error("client")
@httpError("404")
structure OrderNotFound {}
