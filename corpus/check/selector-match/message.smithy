$version: "2"

metadata validators = [
    {
        name: "EmitEachSelector"
        id: "House.NoFloats"
        severity: "WARNING"
        message: "our services do not speak of floats ({super})"
        configuration: { selector: "float" }
    }
]

namespace example.weather

float Temperature
