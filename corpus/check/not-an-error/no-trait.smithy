$version: "2"

namespace example.weather

operation GetCity {
    errors: [NoSuchCity]
}

structure NoSuchCity {}
