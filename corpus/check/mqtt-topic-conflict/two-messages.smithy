$version: "2"

namespace example.weather

use smithy.mqtt#publish
use smithy.mqtt#topicLabel

@publish("weather/{city}")
operation ReportRain {
    input := {
        @required
        @topicLabel
        city: String
    }
}

@publish("weather/{town}")
operation ReportSnow {
    input := {
        @required
        @topicLabel
        town: String
    }
}
