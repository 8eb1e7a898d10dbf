$version: "2"

namespace example.weather

use smithy.mqtt#publish

@publish("weather/#")
operation Report {
    input := {}
}
