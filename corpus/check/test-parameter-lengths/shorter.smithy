$version: "2"

namespace example.weather

use smithy.test#httpMalformedRequestTests

@trait(selector: "service")
@protocolDefinition
structure telegraph {}

@httpMalformedRequestTests([
    {
        id: "Rain"
        protocol: telegraph
        request: { method: "GET", uri: "/$place:L" }
        response: { code: 400 }
        testParameters: {
            place: ["a", "b"]
            reason: ["too long"]
        }
    }
])
operation GetForecast {
    input := {
        city: String
    }
}
