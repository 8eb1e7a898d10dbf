$version: "2"

namespace example.weather

use smithy.test#eventStreamTests

@trait(selector: "service")
@protocolDefinition
structure telegraph {}

@eventStreamTests([
    { id: "Rain", protocol: telegraph }
])
operation Watch {
    output := {
        changes: Changes
    }
}

@streaming
union Changes {
    rain: Rain
}

structure Rain {
    millimetres: Integer
}
