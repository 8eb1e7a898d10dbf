$version: "2"

namespace example.weather

use smithy.mqtt#publish

@publish("weather/{city}")
operation Report {
    input := {}
}
