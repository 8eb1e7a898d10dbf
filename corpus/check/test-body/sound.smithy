$version: "2"

namespace example.weather

use smithy.test#httpRequestTests

@trait(selector: "service")
@protocolDefinition
structure telegraph {}

@httpRequestTests([
    { id: "Json", protocol: telegraph, method: "GET", uri: "/", body: "{\"city\": \"Oslo\"}", bodyMediaType: "application/json" }
    { id: "Xml", protocol: telegraph, method: "GET", uri: "/", body: "<city/>", bodyMediaType: "application/xml" }
    { id: "Text", protocol: telegraph, method: "GET", uri: "/", body: "[", bodyMediaType: "text/plain" }
])
operation GetForecast {
    input := {
        city: String
    }
}
