$version: "2"

namespace example.weather

operation GetForecast {
    input: NoSuchCity
}

@error("client")
structure NoSuchCity {}
