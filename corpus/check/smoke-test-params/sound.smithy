$version: "2"

namespace example.weather

use smithy.test#smokeTests

@smokeTests([
    { id: "Rain", params: { city: "Oslo" }, vendorParams: { region: "north" }, vendorParamsShape: Vendor, expect: { success: {} } }
])
operation GetForecast {
    input := {
        city: String
    }
}

structure Vendor {
    region: String
}
