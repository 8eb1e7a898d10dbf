$version: "2.0"

namespace example.archive

use aws.protocols#restJson1
use smithy.waiters#waitable

/// Keeps records, lists them page by page, and prepares them until they can be read.
@restJson1
@paginated(inputToken: "nextToken", outputToken: "nextToken")
service Archive {
    version: "2026-01-01"
    operations: [
        ListRecords
        ListShelves
        ListTags
        ListEvents
        ListOldest
        ListSparse
        ListTwins
        SearchRecords
        GetRecord
        GetBatch
        CheckRecord
        DropRecord
    ]
}

string Token

/// Lists records.
@readonly
@paginated(items: "records", pageSize: "pageSize")
@http(method: "GET", uri: "/records")
operation ListRecords {
    input := {
        /// Where to go on.
        @httpQuery("token")
        nextToken: Token

        /// How many a page holds at most.
        @httpQuery("size")
        pageSize: Integer

        /// Only those with this prefix.
        @httpQuery("prefix")
        prefix: String
    }

    output := {
        nextToken: Token

        @required
        records: RecordList
    }
}

/// Lists shelves; what is listed lies deep inside.
@readonly
@paginated(inputToken: "from", outputToken: "result.page.next", items: "result.shelves")
@http(method: "GET", uri: "/rooms/{room}/shelves")
operation ListShelves {
    input := {
        @required
        @httpLabel
        room: String

        @httpQuery("from")
        from: Token
    }

    output := {
        result: ShelfResult
    }
}

structure ShelfResult {
    @required
    page: ShelfPage

    shelves: Shelves
}

structure ShelfPage {
    next: Token
}

list Shelves {
    member: String
}

/// Lists tags, each with how often it is used.
@readonly
@paginated(items: "tags", pageSize: "pageSize")
@http(method: "GET", uri: "/tags")
operation ListTags {
    input := {
        @httpQuery("token")
        nextToken: Token

        @httpQuery("size")
        pageSize: Integer
    }

    output := {
        nextToken: Token
        tags: TagUses
    }
}

map TagUses {
    key: String
    value: TagUse
}

structure TagUse {
    count: Integer
}

/// Lists events; the pages say what they hold.
@readonly
@paginated
@http(method: "GET", uri: "/events")
operation ListEvents {
    input := {
        @httpQuery("token")
        nextToken: Token
    }

    output := {
        nextToken: Token
        events: Shelves
        alarms: Shelves
    }
}

/// Lists the oldest records; the token is a map.
@suppress(["PaginatedTrait.WrongShapeType.inputToken", "PaginatedTrait.WrongShapeType.outputToken"])
@paginated(inputToken: "start", outputToken: "last", items: "records")
@http(method: "POST", uri: "/oldest")
operation ListOldest {
    input := {
        start: Position

        @idempotencyToken
        requestId: String
    }

    output := {
        last: Position
        records: RecordList
    }
}

map Position {
    key: String
    value: String
}

/// Lists numbers, of which some are missing.
@readonly
@paginated(items: "numbers")
@http(method: "GET", uri: "/sparse")
operation ListSparse {
    input := {
        @httpQuery("token")
        nextToken: Token
    }

    output := {
        nextToken: Token
        numbers: SparseNumbers
    }
}

@sparse
list SparseNumbers {
    member: Integer
}

/// Members that have the names of options and of the input itself.
@readonly
@paginated(items: "list")
@http(method: "POST", uri: "/twins")
operation ListTwins {
    input := {
        nextToken: Token
        input: String
        timeout: Integer
        self: String
    }

    output := {
        nextToken: Token
        list: Shelves
    }
}

/// Not paginated by the trait.
@readonly
@http(method: "GET", uri: "/search")
operation SearchRecords {
    input := {
        @httpQuery("q")
        query: String
    }

    output := {
        records: RecordList
    }
}

list RecordList {
    member: Record
}

/// What is kept.
structure Record {
    @required
    name: String

    state: State

    size: Long
}

enum State {
    NEW = "new"
    READY = "ready"
    BROKEN = "broken"
}

/// Fetches a record.
@readonly
@http(method: "GET", uri: "/records/{name}")
@waitable(
    RecordReady: {
        documentation: "Waits until a record can be read."
        minDelay: 1
        maxDelay: 30
        acceptors: [
            {
                state: "failure"
                matcher: { output: { path: "record.state", expected: "broken", comparator: "stringEquals" } }
                message: "reasons[].text"
            }
            {
                state: "success"
                matcher: { output: { path: "record.state", expected: "ready", comparator: "stringEquals" } }
            }
            {
                state: "retry"
                matcher: { errorType: "example.archive#NoSuchRecord" }
            }
        ]
    }
    RecordGone: {
        acceptors: [
            {
                state: "success"
                matcher: { errorType: "NoSuchRecord" }
            }
            {
                state: "retry"
                matcher: { errorType: "Busy" }
            }
        ]
    }
    RecordSettled: {
        documentation: "Waits until a record is there, or is not."
        deprecated: true
        acceptors: [
            {
                state: "success"
                matcher: { output: { path: "locked", expected: "false", comparator: "booleanEquals" } }
            }
            {
                state: "success"
                matcher: { errorType: "NoSuchRecord" }
            }
        ]
    }
    RecordNamed: {
        acceptors: [
            {
                state: "success"
                matcher: {
                    inputOutput: { path: "input.name == output.record.name && output.locked", expected: "true", comparator: "booleanEquals" }
                }
            }
            {
                state: "failure"
                matcher: { success: false }
            }
        ]
    }
)
operation GetRecord {
    input := {
        @required
        @httpLabel
        name: String
    }

    output := {
        record: Record
        locked: Boolean
        reasons: Reasons
    }

    errors: [
        NoSuchRecord
        Busy
    ]
}

list Reasons {
    member: Reason
}

structure Reason {
    text: String
}

/// Fetches several records.
@readonly
@http(method: "POST", uri: "/batch")
@waitable(
    BatchReady: {
        minDelay: 5
        maxDelay: 5
        acceptors: [
            {
                state: "success"
                matcher: { output: { path: "records[].state", expected: "ready", comparator: "allStringEquals" } }
            }
            {
                state: "failure"
                matcher: { output: { path: "records[].state", expected: "broken", comparator: "anyStringEquals" } }
            }
        ]
    }
    BatchCounted: {
        acceptors: [
            {
                state: "success"
                matcher: {
                    inputOutput: {
                        path: "length(output.records[?size > `10`]) >= length(input.names)"
                        expected: "true"
                        comparator: "booleanEquals"
                    }
                }
            }
        ]
    }
    BatchFresh: {
        acceptors: [
            {
                state: "success"
                matcher: { output: { path: "changed >= `1700000000`", expected: "true", comparator: "booleanEquals" } }
            }
        ]
    }
    BatchKind: {
        acceptors: [
            {
                state: "success"
                matcher: { output: { path: "shelf.box.label", expected: "done", comparator: "stringEquals" } }
            }
            {
                state: "failure"
                matcher: { output: { path: "uses.*.count | max(@) > `3`", expected: "true", comparator: "booleanEquals" } }
            }
        ]
    }
)
operation GetBatch {
    input := {
        names: Shelves

        /// A member that has the name of the waiter's argument.
        max_wait_time: Integer
    }

    output := {
        records: RecordList
        changed: Timestamp
        shelf: Shelf
        uses: TagUses
        more: Document
        digest: Blob
        weight: BigDecimal
        groups: Groups
        sparse: SparseNumbers
    }
}

list Groups {
    member: RecordList
}

union Shelf {
    box: Box
    text: String
    none: Unit
}

structure Box {
    label: String
}

/// Says whether a record is there.
@readonly
@http(method: "HEAD", uri: "/records/{name}")
@waitable(
    RecordExists: {
        acceptors: [
            {
                state: "success"
                matcher: { success: true }
            }
            {
                state: "retry"
                matcher: { errorType: "NotFound" }
            }
        ]
    }
)
operation CheckRecord {
    input := {
        @required
        @httpLabel
        name: String
    }

    output: Unit
}

/// Removes a record.
@idempotent
@http(method: "DELETE", uri: "/records/{name}")
operation DropRecord {
    input := {
        @required
        @httpLabel
        name: String
    }

    output: Unit
}

/// There is no such record.
@error("client")
@httpError(404)
structure NoSuchRecord {
    message: String
}

/// Too much to do.
@error("server")
@httpError(500)
structure Busy {
    message: String
}
