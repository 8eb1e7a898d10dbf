$version: "2"

namespace example.weather

structure Forecast {
    @httpPrefixHeaders("X-")
    all: Headers

    @httpHeader("X-City")
    city: String
}

map Headers {
    key: String
    value: String
}
