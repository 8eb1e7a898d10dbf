// 4 mistakes: lines 9, 55, 70, 165
$version: "2.0"

metadata owner = "users-team"

namespace com.acme.users

/// Keeps every user that customers own.
@restJson1
@title("Users")
service Users {
    version: "2026-04-01"
    resources: [User]
    operations: [GetUsage]
    errors: [Throttled]
}

resource User {
    identifiers: { userId: UserId }
    create: CreateUser
    read: GetUser
    update: UpdateUser
    delete: DeleteUser
    list: ListUsers
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string UserId

@mixin
structure UserFields {
    /// What people call it.
    @required
    name: Name

    state: UserState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

string Name

enum UserState {
    ACTIVE = "active"
    ARCHIVED = "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String;
}

@http(method: "POST", uri: "/users")
operation CreateUser {
    input := with [UserFields] {
        @idempotencyToken
        clientToken: String
    }

    output := for User {
        @required
        $userId
    }

    errors: [Invald]
}

@readonly
@http(method: "GET", uri: "/users/{userId}")
operation GetUser {
    input := for User {
        @required
        @httpLabel
        $userId
    }

    output := for User with [UserFields] {
        @required
        $userId
    }

    errors: [UserNotFound]
}

@idempotent
@http(method: "PUT", uri: "/users/{userId}")
operation UpdateUser {
    input := for User with [UserFields] {
        @required
        @httpLabel
        $userId
    }

    errors: [UserNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/users/{userId}")
operation DeleteUser {
    input := for User {
        @required
        @httpLabel
        $userId
    }

    errors: [UserNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "users")
@http(method: "GET", uri: "/users")
operation ListUsers {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        users: UserSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

list UserSummaries {
    member: UserSummary
}

@references([{ resource: User }])
structure UserSummary {
    @required
    userId: UserId

    name: Name
}

@readonly
@http(method: "GET", uri: "/usage")
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

union UserEvent {
    created: UserSumary
    removed: UserId
    note: String
}

list UserEvents {
    member: UserEvent
}

/// What has happened lately.
structure UserHistory {
    events: UserEvents
    truncated: Boolean = false
}

@error("client")
@httpError(404)
structure UserNotFound {
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
