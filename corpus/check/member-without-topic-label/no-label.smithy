$version: "2"

namespace example.weather

use smithy.mqtt#publish
use smithy.mqtt#topicLabel

@publish("weather")
operation Report {
    input := {
        @required
        @topicLabel
        city: String
    }
}
