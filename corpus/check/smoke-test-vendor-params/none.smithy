$version: "2"

namespace example.weather

use smithy.test#smokeTests

@smokeTests([
    { id: "Rain", vendorParamsShape: Vendor, expect: { success: {} } }
])
operation GetForecast {
    input := {
        city: String
    }
}

structure Vendor {
    region: String
}
