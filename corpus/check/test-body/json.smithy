$version: "2"

namespace example.weather

use smithy.test#httpRequestTests

@trait(selector: "service")
@protocolDefinition
structure telegraph {}

@httpRequestTests([
    { id: "Rain", protocol: telegraph, method: "GET", uri: "/", body: "[1, 2", bodyMediaType: "application/json" }
])
operation GetForecast {
    input := {
        city: String
    }
}
