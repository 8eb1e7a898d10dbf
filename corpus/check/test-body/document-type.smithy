$version: "2"

namespace example.weather

use smithy.test#httpRequestTests

@trait(selector: "service")
@protocolDefinition
structure telegraph {}

@httpRequestTests([
    { id: "Rain", protocol: telegraph, method: "GET", uri: "/", body: "<!DOCTYPE city><city/>", bodyMediaType: "application/xml" }
])
operation GetForecast {
    input := {
        city: String
    }
}
