$version: "2"

namespace example.weather

@idempotent(exists: [CityExists])
operation PutCity {
    errors: [NoSuchCity]
}

@error("client")
structure CityExists {}

@error("client")
structure NoSuchCity {}
