$version: "2"

namespace example.weather

service Weather {
    operations: [GetCity]
    resources: [City]
}

resource City {
    operations: [GetCity]
}

operation GetCity {}
