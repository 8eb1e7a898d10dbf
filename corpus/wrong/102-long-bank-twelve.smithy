// 12 mistakes: lines 14, 16, 51, 57, 62, 63, 72, 148, 155, 163, 169, 179
$version: "2.0"

metadata owner = "bank-team"

namespace com.acme.bank

use aws.protocols#restJson1

/// Keeps every account that customers own.
@restJson1
@title("Bank")
service Bank {
    version = "2026-04-01"
    resources: [Account]
    operations: [GetUsages]
    errors: [Throttled]
}

resource Account {
    identifiers: { accountId: AccountId }
    create: CreateAccount
    read: GetAccount
    update: UpdateAccount
    delete: DeleteAccount
    list: ListAccounts
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9-]+$")
string AccountId

@mixin
structure AccountFields {
    /// What people call it.
    @required
    name: Name

    state: AccountState

    labels: LabelMap

    @timestampFormat("date-time")
    changedAt: Timestamp
}

string Name

enum AccountState {
    ACTIVE = "active"
    ARCHIVED: "archived"
    DELETED = "deleted"
}

map LabelMap {
    key: String
    value: String;
}

@http(method: "POST", uri: "/accounts")
operation CreateAccount {
    input := with [AccountField] {
        @idempotencytoken
        clientToken: String
    }

    output := for Account {
        @required
        $accountId
    }

    errors: [Invald]
}

@readonly
@http(method: "GET", uri: "/accounts/{accountId}")
operation GetAccount {
    input := for Account {
        @required
        @httpLabel
        $accountId
    }

    output := for Account with [AccountFields] {
        @required
        $accountId
    }

    errors: [AccountNotFound]
}

@idempotent
@http(method: "PUT", uri: "/accounts/{accountId}")
operation UpdateAccount {
    input := for Account with [AccountFields] {
        @required
        @httpLabel
        $accountId
    }

    errors: [AccountNotFound, Invalid]
}

@idempotent
@http(method: "DELETE", uri: "/accounts/{accountId}")
operation DeleteAccount {
    input := for Account {
        @required
        @httpLabel
        $accountId
    }

    errors: [AccountNotFound]
}

@readonly
@paginated(inputToken: "nextToken", outputToken: "nextToken", pageSize: "maxResults", items: "accounts")
@http(method: "GET", uri: "/accounts")
operation ListAccounts {
    input := {
        @httpQuery("nextToken")
        nextToken: String

        @httpQuery("maxResults")
        maxResults: PageSize
    }

    output := {
        nextToken: String

        @required
        accounts: AccountSummaries
    }
}

@range(min: 1, max: 100)
integer PageSize

list AccountSummaries {
    member: AccountSummary
}

@references([{ resource: Account }])
structure AccountSummary {
    @required
    accountId: AccountId

    String name
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

union AccountEvent {
    created: AccountSummary
    removed: AccountId
    optional note: String
}

list AccountEvents {
    member: AccountEvent
}

/// What has happened lately.
structure AccountHistory {
    events: AccountEvents
    truncated: Boolean = False
}

@error("client")
@httpError(404)
structure AccountNotFound {
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
