// 6 mistakes: lines 16, 57, 139, 148, 152, 169
$version: "2.0"

metadata owner = "storage-team"

namespace com.acme.storage

use aws.protocols#restJson1

/// Keeps every bucket that customers own.
@restJson1
@title("Storage")
service Storage {
    version: "2026-04-01"
    resources: [Bucket]
    operations: [GetUsages]
    errors: [Throttled]
}

resource Bucket {
    identifiers: { bucketId: BucketId }
    create: CreateBucket
    read: GetBucket
    update: UpdateBucket
    delete: DeleteBucket
    list: ListBuckets
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string BucketId

@mixin
structure BucketFields {
    /// What people call it.
    @required
    name: Name

    state: BucketState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

string Name

enum BucketState {
    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String;
}

@http(method: "POST", uri: "/buckets")
operation CreateBucket {
    input := with [BucketFields] {
        @idempotencyToken
        clientToken: String
    }

    output := for Bucket {
        @required
        $bucketId
    }

    errors: [Invalid]
}

@readonly
@http(method: "GET", uri: "/buckets/{bucketId}")
operation GetBucket {
    input := for Bucket {
        @required
        @httpLabel
        $bucketId
    }

    output := for Bucket with [BucketFields] {
        @required
        $bucketId
    }

    errors: [BucketNotFound]
}

@idempotent
@http(method: "PUT", uri: "/buckets/{bucketId}")
operation UpdateBucket {
    input := for Bucket with [BucketFields] {
        @required
        @httpLabel
        $bucketId
    }

    errors: [BucketNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/buckets/{bucketId}")
operation DeleteBucket {
    input := for Bucket {
        @required
        @httpLabel
        $bucketId
    }

    errors: [BucketNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "buckets")
@http(method: "GET", uri: "/buckets")
operation ListBuckets {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        buckets: BucketSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

lst BucketSummaries {
    member: BucketSummary
}

@references([{ resource: Bucket }])
structure BucketSummary {
    @required
    bucketId: BucketId

    String name
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

union BucketEvent {
    created: BucketSummary
    removed: BucketId
    optional note: String
}

list BucketEvents {
    member: BucketEvent
}

/// What has happened lately.
structure BucketHistory {
    events: BucketEvents
    truncated: Boolean = false
}

@error("client")
@httpError(404)
structure BucketNotFound {
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
