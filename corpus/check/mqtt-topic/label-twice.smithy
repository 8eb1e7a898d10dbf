$version: "2"

namespace example.weather

use smithy.mqtt#publish

@publish("{city}/{city}")
operation Report {
    input := {}
}
