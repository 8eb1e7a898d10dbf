$version: "2"

metadata validators = [{ name: "InputOutputStructureReuse", id: "House.Reuse" }]

namespace example.weather

@readonly
operation GetForecast {
    input := {}
    output: Forecast
}

structure Forecast {}
