$version: "2"

namespace example.weather

use smithy.mqtt#publish

@publish("weather/city-{city}")
operation Report {
    input := {}
}
