$version: "2"

namespace example.weather

use smithy.test#smokeTests

@smokeTests([
    { id: "Rain", vendorParams: { region: "north" }, expect: { success: {} } }
])
operation GetForecast {
    input := {
        city: String
    }
}
