// 5 mistakes: lines 16, 149, 156, 180, 185
$version: "2.0"

metadata owner = "school-team"

namespace com.acme.school

use aws.protocols#restJson1

/// Keeps every pupil that customers own.
@restJson1
@title("School")
service School {
    version: "2026-04-01"
    resources: [Pupil]
    operations: [GetUsages]
    errors: [Throttled]
}

resource Pupil {
    identifiers: { pupilId: PupilId }
    create: CreatePupil
    read: GetPupil
    update: UpdatePupil
    delete: DeletePupil
    list: ListPupils
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string PupilId

@mixin
structure PupilFields {
    /// What people call it.
    @required
    name: Name

    state: PupilState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

string Name

enum PupilState {
    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String
}

@http(method: "POST", uri: "/pupils")
operation CreatePupil {
    input := with [PupilFields] {
        @idempotencyToken
        clientToken: String
    }

    output := for Pupil {
        @required
        $pupilId
    }

    errors: [Invalid]
}

@readonly
@http(method: "GET", uri: "/pupils/{pupilId}")
operation GetPupil {
    input := for Pupil {
        @required
        @httpLabel
        $pupilId
    }

    output := for Pupil with [PupilFields] {
        @required
        $pupilId
    }

    errors: [PupilNotFound]
}

@idempotent
@http(method: "PUT", uri: "/pupils/{pupilId}")
operation UpdatePupil {
    input := for Pupil with [PupilFields] {
        @required
        @httpLabel
        $pupilId
    }

    errors: [PupilNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/pupils/{pupilId}")
operation DeletePupil {
    input := for Pupil {
        @required
        @httpLabel
        $pupilId
    }

    errors: [PupilNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "pupils")
@http(method: "GET", uri: "/pupils")
operation ListPupils {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        pupils: PupilSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

list PupilSummaries {
    member: PupilSummary
}

@references([{ resource: Pupil }])
structure PupilSummary {
    @required
    pupilId: PupilId

    name: Name
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
    BYTES = 2
}

union PupilEvent {
    created: PupilSummary
    removed: PupilId
    note: String
}

list PupilEvents {
    member: PupilEvent
}

/// What has happened lately.
structure PupilHistory {
    events: PupilEvents
    truncated: Boolean = False
}

@error("client")
@httpError(404
structure PupilNotFound {
    @required
    message: String
}

@error("client")
@httpError(400)
structure Invalid {
    @required
    message: String

    field: String
}

@error("server")
@retryable(throttling: true)
@httpError(503)
structure Throttled {
    message: String
}
