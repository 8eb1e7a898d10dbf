$version: "2"

namespace example.weather

use smithy.test#httpRequestTests

@trait(selector: "service")
@protocolDefinition
structure telegraph {}

@httpRequestTests([
    { id: "Rain", protocol: telegraph, method: "GET", uri: "/", vendorParamsShape: Vendor }
])
operation GetForecast {
    input := {
        city: String
    }
}

structure Vendor {
    region: String
}
