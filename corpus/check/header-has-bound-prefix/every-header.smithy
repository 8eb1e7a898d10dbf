$version: "2"

namespace example.weather

structure Forecast {
    @httpPrefixHeaders("")
    all: Headers

    @httpHeader("X-City")
    city: String
}

map Headers {
    key: String
    value: String
}
