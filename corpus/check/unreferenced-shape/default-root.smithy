$version: "2"

metadata validators = [{ name: "UnreferencedShape" }]

namespace example.weather

service Weather {
    operations: [GetForecast]
}

operation GetForecast {
    output := {
        place: Place
    }
}

@names(shape: Named)
structure Place {}

string Named

string Forgotten

@trait
structure names {
    @idRef
    @required
    shape: String
}
