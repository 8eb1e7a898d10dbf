$version: "2"

namespace example.weather

service Weather {
    operations: [GetCity]
    rename: { "example.weather#GetCity": "GetTown" }
}

operation GetCity {}
