$version: "2"

namespace example

use aws.protocols#restXml
use smithyc.http#serverSentEvents

@restXml
service Library {
    version: "2026-01-01"
    operations: [
        Listen
        Watch
        Tail
    ]
}

@http(method: "GET", uri: "/listen")
operation Listen {
    output := {
        @httpPayload
        pages: Pages
    }
}

@http(method: "GET", uri: "/watch")
operation Watch {
    output := {
        @required
        @httpPayload
        chunks: Chunks
    }
}

/// Events as they come need nothing of the protocol.
@http(method: "GET", uri: "/tail")
operation Tail {
    output := {
        @required
        @httpPayload
        lines: Lines
    }
}

@streaming
@serverSentEvents
union Pages {
    page: Page
}

structure Page {
    text: String
}

@streaming
@mediaType("text/event-stream")
@serverSentEvents(event: Page)
blob Chunks

@streaming
@mediaType("text/event-stream")
blob Lines
