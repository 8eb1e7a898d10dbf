// 3 mistakes: lines 139, 152, 171
$version: "2.0"

metadata owner = "maps-team"

namespace com.acme.maps

use aws.protocols#restJson1

/// Keeps every place that customers own.
@restJson1
@title("Maps")
service Maps {
    version: "2026-04-01"
    resources: [Place]
    operations: [GetUsage]
    errors: [Throttled]
}

resource Place {
    identifiers: { placeId: PlaceId }
    create: CreatePlace
    read: GetPlace
    update: UpdatePlace
    delete: DeletePlace
    list: ListPlaces
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string PlaceId

@mixin
structure PlaceFields {
    /// What people call it.
    @required
    name: Name

    state: PlaceState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

string Name

enum PlaceState {
    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String
}

@http(method: "POST", uri: "/places")
operation CreatePlace {
    input := with [PlaceFields] {
        @idempotencyToken
        clientToken: String
    }

    output := for Place {
        @required
        $placeId
    }

    errors: [Invalid]
}

@readonly
@http(method: "GET", uri: "/places/{placeId}")
operation GetPlace {
    input := for Place {
        @required
        @httpLabel
        $placeId
    }

    output := for Place with [PlaceFields] {
        @required
        $placeId
    }

    errors: [PlaceNotFound]
}

@idempotent
@http(method: "PUT", uri: "/places/{placeId}")
operation UpdatePlace {
    input := for Place with [PlaceFields] {
        @required
        @httpLabel
        $placeId
    }

    errors: [PlaceNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/places/{placeId}")
operation DeletePlace {
    input := for Place {
        @required
        @httpLabel
        $placeId
    }

    errors: [PlaceNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "places")
@http(method: "GET", uri: "/places")
operation ListPlaces {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        places: PlaceSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

lst PlaceSummaries {
    member: PlaceSummary
}

@references([{ resource: Place }])
structure PlaceSummary {
    @required
    placeId: PlaceId

    name: Name
}

@readonly
@http(method: "GET", uri: "/usage)
operation GetUsage {
    output := {
        used: Long = 0
        limit: Long = 1000
        unit: UsageUnit
    }
}

intEnum UsageUnit {
    PIECES = 1
    BYTES = 2
}

union PlaceEvent {
    created: PlaceSummary
    removed: PlaceId
    note: String

list PlaceEvents {
    member: PlaceEvent
}

/// What has happened lately.
structure PlaceHistory {
    events: PlaceEvents
    truncated: Boolean = false
}

@error("client")
@httpError(404)
structure PlaceNotFound {
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
