// 8 mistakes: lines 16, 47, 72, 139, 155, 157, 167, 195
$version: "2.0"

metadata owner = "video-team"

namespace com.acme.video

use aws.protocols#restJson1

/// Keeps every clip that customers own.
@restJson1
@title("Video")
service Video {
    version: "2026-04-01"
    resources: [Clip]
    operations: [GetUsages]
    errors: [Throttled]
}

resource Clip {
    identifiers: { clipId: ClipId }
    create: CreateClip
    read: GetClip
    update: UpdateClip
    delete: DeleteClip
    list: ListClips
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string ClipId

@mixin
structure ClipFields {
    /// What people call it.
    @required
    name: Name

    state: ClipState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

strng Name

enum ClipState {
    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String
}

@http(method: "POST", uri: "/clips")
operation CreateClip {
    input := with [ClipFields] {
        @idempotencyToken
        clientToken: String
    }

    output := for Clip {
        @required
        $clipId
    }

    errors: [Invald]
}

@readonly
@http(method: "GET", uri: "/clips/{clipId}")
operation GetClip {
    input := for Clip {
        @required
        @httpLabel
        $clipId
    }

    output := for Clip with [ClipFields] {
        @required
        $clipId
    }

    errors: [ClipNotFound]
}

@idempotent
@http(method: "PUT", uri: "/clips/{clipId}")
operation UpdateClip {
    input := for Clip with [ClipFields] {
        @required
        @httpLabel
        $clipId
    }

    errors: [ClipNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/clips/{clipId}")
operation DeleteClip {
    input := for Clip {
        @required
        @httpLabel
        $clipId
    }

    errors: [ClipNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "clips")
@http(method: "GET", uri: "/clips")
operation ListClips {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        clips: ClipSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

lst ClipSummaries {
    member: ClipSummary
}

@references([{ resource: Clip }])
structure ClipSummary {
    @required
    clipId: ClipId

    name: Name
}

@readonly
@http(method: "GET", uri: "/usage")
operation GetUsage {
    output := {
        used Long = 0
        limit: Long = 1000
        unit: UsageUnt
    }
}

intEnum UsageUnit {
    PIECES = 1
    BYTES = 2
}

union ClipEvent {
    created: ClipSumary
    removed: ClipId
    note: String
}

list ClipEvents {
    member: ClipEvent
}

/// What has happened lately.
structure ClipHistory {
    events: ClipEvents
    truncated: Boolean = false
}

@error("client")
@httpError(404)
structure ClipNotFound {
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
