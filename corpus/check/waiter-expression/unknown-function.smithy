$version: "2"

namespace example.weather

use smithy.waiters#waitable

@waitable(
    ForecastReady: {
        acceptors: [
            { state: "success", matcher: { output: { path: "lenght(stations) == `2`", expected: "true", comparator: "booleanEquals" } } }
        ]
    }
)
operation GetForecast {
    output := {
        state: String
        ready: Boolean
        stations: Stations
    }
}

list Stations {
    member: Station
}

structure Station {
    name: String
    open: Boolean
}
