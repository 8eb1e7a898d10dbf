$version: "2"

namespace example.weather

structure Request {
    @httpQuery("city")
    city: String

    @httpQueryParams
    all: Params
}

map Params {
    key: String
    value: String
}
