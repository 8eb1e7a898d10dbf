$version: "2.0"

namespace example.weather

operation GetForecast {
    input: GetForecastInput
    output: GetForecastOutput
    errors: [NoSuchCity]
}

@input
structure GetForecastInput with [CityMixin] {
    days: Integer = 3
}

apply GetForecastInput$city @documentation("Where")

/// Rain, mostly.
@output
@sensitive
structure GetForecastOutput {
    forecast: String
}

@mixin
structure CityMixin {
    @required
    city: String
}

@error("client")
structure NoSuchCity {}

/// The names do not follow the operation's, or the marks are missing.
operation PutForecast {
    input: ForecastToPut
    output: PutForecastOutput
}

@input
structure ForecastToPut {}

structure PutForecastOutput {}
