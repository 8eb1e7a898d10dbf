$version: "2.0"

namespace smithy.mqtt

/// Messages over MQTT with payloads in JSON.
@trait(selector: "service")
@protocolDefinition
structure mqttJson {}

// Topics hold no wildcards ("#" and "+"), so the patterns below exclude them.

/// Makes an operation send its input as a message to this MQTT topic. A
/// `{label}` stands for the input member with `topicLabel` of that name.
@trait(
    selector: "operation :not(-[output]-> * > member)"
    conflicts: ["smithy.mqtt#subscribe"]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@traitValidators(
    "MqttPublishInput.NoEventStreams": {
        selector: "-[input]-> structure > member :test(> union [trait|streaming])"
        message: "An operation with `smithy.mqtt#publish` cannot take an event stream."
    }
    MqttUnsupportedErrors: {
        selector: ":test(-[error]->)"
        message: "An operation with `smithy.mqtt#publish` has no way to report errors."
        severity: "DANGER"
    }
)
@pattern("^[^#+]+$")
string publish

/// Makes an operation receive messages from this MQTT topic as the events of
/// its output. A `{label}` stands for the input member with `topicLabel` of
/// that name.
@trait(
    selector: "operation :test(-[output]->)"
    conflicts: ["smithy.mqtt#publish"]
    breakingChanges: [
        {
            change: "any"
        }
    ]
)
@traitValidators(
    "MqttSubscribeInput.MissingTopicLabel": {
        selector: "-[input]-> structure > member :not([trait|smithy.mqtt#topicLabel])"
        message: "The input of a `smithy.mqtt#subscribe` operation may only have members with `smithy.mqtt#topicLabel`."
    }
    MqttUnsupportedErrors: {
        selector: ":test(-[error]->)"
        message: "An operation with `smithy.mqtt#subscribe` has no way to report errors."
        severity: "DANGER"
    }
    "MqttSubscribeOutput.MissingEventStream": {
        selector: ":test(-[output]-> :not(> member > union [trait|streaming]))"
        message: "The output of a `smithy.mqtt#subscribe` operation needs an event stream."
    }
    "MqttSubscribeOutput.EventHeaderNotSupported": {
        selector: "-[output]-> structure > member > union [trait|streaming] > member > structure > member [trait|eventHeader]"
        message: "Events of a `smithy.mqtt#subscribe` operation cannot have headers, so `eventHeader` is out of place."
        severity: "DANGER"
    }
    "MqttSubscribeOutput.NoInitialEvents": {
        selector: ":test(-[output]-> structure > member :not(> union [trait|streaming]))"
        message: "The output of a `smithy.mqtt#subscribe` operation cannot have members besides its event stream."
    }
)
@pattern("^[^#+]+$")
string subscribe

/// Fills the label of the same name in the topic from a member.
@trait(selector: "member[trait|required] :test(> :test(string, byte, short, integer, long, boolean, timestamp))")
structure topicLabel {}
