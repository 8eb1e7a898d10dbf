$version: "2"

metadata validators = [{ name: "EmitNoneSelector", id: "House.SomeService", configuration: { selector: "service" } }]

namespace example.weather

string Station
