$version: "2"

namespace example.weather

use smithy.test#httpRequestTests

@trait(selector: "service")
@protocolDefinition
structure telegraph {}

@httpRequestTests([
    { id: "Rain", protocol: telegraph, method: "GET", uri: "/", body: """
        <city>
          <name>&nbsp;</name>
        </city>""", bodyMediaType: "text/xml" }
])
operation GetForecast {
    input := {
        city: String
    }
}
