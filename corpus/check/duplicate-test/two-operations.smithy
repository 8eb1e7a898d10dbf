$version: "2"

namespace example.weather

use smithy.test#httpRequestTests

@trait(selector: "service")
@protocolDefinition
structure telegraph {}

@httpRequestTests([
    { id: "Rain", protocol: telegraph, method: "GET", uri: "/" }
])
operation GetForecast {
    input := {
        city: String
    }
}

@httpRequestTests([
    { id: "Rain", protocol: telegraph, method: "GET", uri: "/" }
])
operation ListForecasts {}
