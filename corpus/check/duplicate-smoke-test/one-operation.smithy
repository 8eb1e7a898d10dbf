$version: "2"

namespace example.weather

use smithy.test#smokeTests

@smokeTests([
    { id: "Rain", expect: { success: {} } }
    { id: "Rain", expect: { success: {} } }
])
operation GetForecast {
    input := {
        city: String
    }
}
