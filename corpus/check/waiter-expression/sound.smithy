$version: "2"

namespace example.weather

use smithy.waiters#waitable

@waitable(
    ForecastReady: {
        acceptors: [
            { state: "success", matcher: { output: { path: "stations[*].name", expected: "DONE", comparator: "allStringEquals" } } }
            { state: "failure", message: "stations[].name", matcher: { output: { path: "length(stations[?open]) > `0` && !ready", expected: "true", comparator: "booleanEquals" } } }
            { state: "retry", matcher: { inputOutput: { path: "output.state", expected: "LATE", comparator: "stringEquals" } } }
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
