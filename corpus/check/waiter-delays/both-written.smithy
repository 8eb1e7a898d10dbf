$version: "2"

namespace example.weather

use smithy.waiters#waitable

@waitable(
    ForecastReady: {
        minDelay: 10
        maxDelay: 5
        acceptors: [
            { state: "success", matcher: { success: true } }
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
