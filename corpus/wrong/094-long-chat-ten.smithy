// 10 mistakes: lines 14, 47, 57, 72, 155, 163, 167, 178, 179, 195
$version: "2.0"

metadata owner = "chat-team"

namespace com.acme.chat

use aws.protocols#restJson1

/// Keeps every message that customers own.
@restJson1
@title("Chat")
service Chat {
    version = "2026-04-01"
    resources: [Message]
    operations: [GetUsage]
    errors: [Throttled]
}

resource Message {
    identifiers: { messageId: MessageId }
    create: CreateMessage
    read: GetMessage
    update: UpdateMessage
    delete: DeleteMessage
    list: ListMessages
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string MessageId

@mixin
structure MessageFields {
    /// What people call it.
    @required
    name: Name

    state: MessageState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

strng Name

enum MessageState {
    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String;
}

@http(method: "POST", uri: "/messages")
operation CreateMessage {
    input := with [MessageFields] {
        @idempotencyToken
        clientToken: String
    }

    output := for Message {
        @required
        $messageId
    }

    errors: [Invald]
}

@readonly
@http(method: "GET", uri: "/messages/{messageId}")
operation GetMessage {
    input := for Message {
        @required
        @httpLabel
        $messageId
    }

    output := for Message with [MessageFields] {
        @required
        $messageId
    }

    errors: [MessageNotFound]
}

@idempotent
@http(method: "PUT", uri: "/messages/{messageId}")
operation UpdateMessage {
    input := for Message with [MessageFields] {
        @required
        @httpLabel
        $messageId
    }

    errors: [MessageNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/messages/{messageId}")
operation DeleteMessage {
    input := for Message {
        @required
        @httpLabel
        $messageId
    }

    errors: [MessageNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "messages")
@http(method: "GET", uri: "/messages")
operation ListMessages {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        messages: MessageSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

list MessageSummaries {
    member: MessageSummary
}

@references([{ resource: Message }])
structure MessageSummary {
    @required
    messageId: MessageId

    name: Name
}

@readonly
@http(method: "GET", uri: "/usage")
operation GetUsage {
    output := {
        used Long = 0
        limit: Long = 1000
        unit: UsageUnit
    }
}

intEnum UsageUnit {
    PIECES = 1
    BYTES: 2
}

union MessageEvent {
    created: MessageSumary
    removed: MessageId
    note: String
}

list MessageEvents {
    member: MessageEvent
}

/// What has happened lately.
structure MessageHistory {
    events: MessageEvent[]
    truncated: Boolean = False
}

@error("client")
@httpError(404)
structure MessageNotFound {
    @required
    message: String
}

@error("client")
@httpError(400)
structure Invalid {
    @required
    message: String

    field String
}

@error("server")
@retryable(throttling: true)
@httpError(503)
structure Throttled {
    message: String
}
