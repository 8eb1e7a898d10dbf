$version: "2"

namespace example.weather

use smithy.waiters#waitable

service Weather {
    operations: [GetForecast, ListForecasts]
}

@waitable(ForecastReady: { acceptors: [{ state: "success", matcher: { success: true } }] })
operation GetForecast {}

@waitable(FORECASTReady: { acceptors: [{ state: "success", matcher: { success: true } }] })
operation ListForecasts {}
