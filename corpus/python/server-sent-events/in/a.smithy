$version: "2"

namespace example

use aws.protocols#restJson1
use smithyc.http#serverSentEvents

@restJson1
service Library {
    version: "2026-01-01"
    operations: [
        Listen
        Watch
        Tail
    ]
}

@http(method: "POST", uri: "/listen")
operation Listen {
    input := {
        book: String
    }
    output := {
        @required
        @httpHeader("X-Title")
        title: String

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

@readonly
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

    @jsonName("page.end")
    end: Unit

    torn: Torn
}

structure Page {
    text: String
}

@error("server")
structure Torn {
    message: String
}

@streaming
@mediaType("text/event-stream")
@serverSentEvents(event: Page)
blob Chunks

@streaming
@mediaType("text/event-stream")
blob Lines
