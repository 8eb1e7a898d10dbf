$version: "2"

namespace example.weather

@mixin
operation Forecasting {
    input := {}
}
