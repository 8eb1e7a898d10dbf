$version: "2.0"

namespace com.example.chat

use aws.protocols#restJson1
use smithyc.http#serverSentEvents

/// A language model to talk with.
@restJson1
@title("Chat")
service Chat {
    version: "2026-01-01"
    resources: [
        Response
        File
    ]
    operations: [
        StreamCompletion
        Tail
        WatchStatus
    ]
    errors: [
        Overloaded
    ]
}

/// An answer of the model.
resource Response {
    identifiers: {
        id: String
    }
    create: CreateResponse
    read: GetResponse
    collectionOperations: [
        StreamResponse
    ]
}

/// Asks, and waits for the whole answer.
@http(method: "POST", uri: "/responses")
operation CreateResponse {
    input := {
        @required
        model: String

        @required
        input: String
    }

    output := {
        @required
        id: String

        @required
        text: String
    }

    errors: [
        NoSuchModel
    ]
}

@readonly
@http(method: "GET", uri: "/responses/{id}")
operation GetResponse {
    input := for Response {
        @required
        @httpLabel
        $id
    }

    output := for Response {
        @required
        $id

        @required
        text: String
    }
}

/// Asks, and hears the answer while it is being made.
@http(method: "POST", uri: "/responses/stream")
operation StreamResponse {
    input := {
        @required
        model: String

        @required
        input: String

        @httpHeader("X-Priority")
        priority: Integer
    }

    output := {
        @required
        @httpHeader("X-Response-Id")
        id: String

        @httpHeader("X-Queue")
        queue: Integer

        @httpPayload
        events: ResponseEvents
    }

    errors: [
        NoSuchModel
    ]
}

/// What happens while an answer is made.
@streaming
@serverSentEvents
union ResponseEvents {
    /// A piece of text.
    text_delta: TextDelta

    /// The model wants to use a tool.
    @jsonName("response.tool_call")
    toolCall: ToolCall

    note: Note

    ping: Unit

    /// The answer is there.
    completed: Completed

    /// The answer will never be there.
    error: ResponseFailed
}

structure TextDelta {
    @required
    text: String

    index: Integer
}

/// Its members have names that a variant has already.
structure ToolCall {
    @required
    value: String

    type: String

    arguments: Arguments

    str: String
}

map Arguments {
    key: String
    value: Document
}

/// Text as it stands in the data.
structure Note {
    @eventPayload
    text: String
}

structure Completed {
    usage: Usage

    @timestampFormat("epoch-seconds")
    at: Timestamp
}

structure Usage {
    @required
    tokens: Integer
}

@error("server")
structure ResponseFailed {
    message: String
    reason: String
}

@error("client")
@httpError(404)
structure NoSuchModel {
    message: String
    model: String
}

@error("server")
@httpError(503)
@retryable(throttling: true)
structure Overloaded {
    message: String
}

/// Completes text, one chunk an event.
@http(method: "POST", uri: "/completions")
operation StreamCompletion {
    input := {
        @required
        prompt: String
    }

    output := {
        @required
        @httpPayload
        chunks: Chunks
    }
}

@streaming
@mediaType("text/event-stream")
@serverSentEvents(event: Chunk)
blob Chunks

/// A chunk of text.
structure Chunk {
    @required
    type: String

    text: String

    @jsonName("finish_reason")
    finishReason: FinishReason
}

enum FinishReason {
    STOP = "stop"
    LENGTH = "length"
}

/// Hears all events as they come.
@readonly
@http(method: "GET", uri: "/tail")
operation Tail {
    input := {
        @httpHeader("Last-Event-ID")
        lastEventId: String
    }

    output := {
        @httpHeader("X-Topic")
        topic: String

        @required
        @httpPayload
        events: RawEvents
    }
}

@streaming
@mediaType("text/event-stream; charset=utf-8")
blob RawEvents

/// Hears all events as they come; nothing comes but they.
@readonly
@http(method: "GET", uri: "/status")
operation WatchStatus {
    output := {
        @required
        @httpPayload
        events: RawEvents
    }
}

/// Something to talk about.
resource File {
    identifiers: {
        name: String
    }
    operations: [
        UploadFile
        DownloadFile
    ]
    collectionOperations: [
        UploadPart
        UploadChecked
    ]
}

@idempotent
@http(method: "PUT", uri: "/files/{name}")
operation UploadFile {
    input := for File {
        @required
        @httpLabel
        $name

        @required
        @httpPayload
        body: FileBody
    }

    output := {
        @required
        received: Long
    }
}

@readonly
@http(method: "GET", uri: "/files/{name}")
operation DownloadFile {
    input := for File {
        @required
        @httpLabel
        $name
    }

    output := {
        @httpHeader("ETag")
        etag: String

        @required
        @httpPayload
        body: FileBody
    }
}

@http(method: "POST", uri: "/parts")
operation UploadPart {
    input := {
        @required
        @httpPayload
        body: PartBody
    }

    output := {
        @required
        received: Long
    }
}

@httpChecksumRequired
@http(method: "POST", uri: "/checked")
operation UploadChecked {
    input := {
        @required
        @httpPayload
        body: FileBody
    }

    output := {
        @required
        received: Long
    }
}

@streaming
blob FileBody

@streaming
@requiresLength
blob PartBody
