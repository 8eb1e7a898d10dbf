$version: "2"

namespace example.weather

service Weather {
    operations: [GetForecast]
}

operation GetForecast {
    input := {
        today: Day
        tomorrow: example.calendar#Day
    }
}

structure Day {}
