$version: "2"

namespace example.weather

use smithy.test#smokeTests

@smokeTests([
    { id: "Rain", params: { city: 1 }, expect: { success: {} } }
])
operation GetForecast {
    input := {
        city: String
    }
}
