$version: "2"

metadata validators = [{ name: "CamelCase", configuration: { memberNames: "upper" } }]

namespace example.weather

service Weather {
    operations: [GetForecast]
}

service Archive {
    operations: [GetForecast]
}

@readonly
operation GetForecast {
    output := {
        sunny: Boolean
    }
}
