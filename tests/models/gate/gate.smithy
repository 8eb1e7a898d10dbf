$version: "2.0"

namespace example.gate

use aws.protocols#restJson1

/// A gate whose key is in the address.
@restJson1
@httpApiKeyAuth(name: "gate key", in: "query")
service Gate {
    version: "2026-01-01"
    operations: [
        Enter
    ]
}

@readonly
@http(method: "GET", uri: "/enter")
operation Enter {
    input := {
        @httpQuery("lane")
        lane: String
    }

    output := {
        by: String
    }
}
