$version: "2"

namespace example.weather

@idempotent(exists: [CityExists], notFound: [NoSuchCity])
operation PutCity {
    errors: [CityExists, NoSuchCity]
}

@error("client")
structure CityExists {}

@error("client")
structure NoSuchCity {}
