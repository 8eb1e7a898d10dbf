$version: "2"

metadata validators = [{ name: "InputOutputStructureReuse" }]

namespace example.weather

@readonly
operation GetForecast {
    input: Place
    output := {}
}

structure Place {}
