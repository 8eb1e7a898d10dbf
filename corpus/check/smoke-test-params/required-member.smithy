$version: "2"

namespace example.weather

use smithy.test#smokeTests

@smokeTests([
    { id: "Rain", expect: { success: {} } }
])
operation GetForecast {
    input := {
        @required
        city: String
    }
}
