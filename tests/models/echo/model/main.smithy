$version: "2.0"

namespace com.example

use aws.protocols#restJson1

/// Sends back what it is sent.
@restJson1
service EchoService {
    version: "2006-03-01"
    operations: [EchoMessage]
}

/// Echoes one message.
@http(method: "POST", uri: "/echo")
operation EchoMessage {
    input := {
        /// What to send back.
        message: String
    }
    output := {
        /// What was sent.
        message: String
    }
}
